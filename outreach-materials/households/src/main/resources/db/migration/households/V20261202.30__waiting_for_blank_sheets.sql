-- The blank sheet whose code a record names that nobody had when it came: given to a household later, it is placed.
alter table record_to_match
  add column blank_id bigint null,
  add key record_to_match_blank (blank_id, settled_at),
  add constraint record_to_match_blank_fk foreign key (blank_id) references blank_sheet (id);
