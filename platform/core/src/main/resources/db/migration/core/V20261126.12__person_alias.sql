-- Derived from person_merge and rebuilt with it: for each person that is merged now, the one that was kept at last, past
-- any chain. Figures as known on another day are read from person_merge itself.
create table person_alias (
  person_id bigint not null primary key,
  kept_id bigint not null,
  key person_alias_kept (kept_id),
  constraint person_alias_person_fk foreign key (person_id) references person (id),
  constraint person_alias_kept_fk foreign key (kept_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
