-- person_id is the same human being as into_id while the row is not superseded. Nothing else moves: whoever reads maps
-- person to kept, as known on the day asked about.
create table person_merge (
  id bigint not null primary key,
  person_id bigint not null,
  into_id bigint not null,
  reason varchar(300) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  approved_by bigint null,
  approval_id bigint null,
  unique key person_merge_person (person_id, superseded_at),
  key person_merge_current (superseded_at),
  constraint person_merge_person_fk foreign key (person_id) references person (id),
  constraint person_merge_into_fk foreign key (into_id) references person (id),
  constraint person_merge_recorder_fk foreign key (recorded_by) references person (id),
  constraint person_merge_approver_fk foreign key (approved_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence person_merge_seq start with 1 increment by 50;

-- These two were looked at and are two people: the pair is not suspected again. first_id < second_id.
create table person_distinct (
  first_id bigint not null,
  second_id bigint not null,
  recorded_at datetime(6) not null,
  recorded_by bigint null,
  primary key (first_id, second_id),
  constraint person_distinct_first_fk foreign key (first_id) references person (id),
  constraint person_distinct_second_fk foreign key (second_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
