-- 交接: from whom to whom, on which day, and what was open when it was written down.
create table outreach_handover (
  id bigint not null primary key,
  village_id bigint not null,
  from_person_id bigint not null,
  to_person_id bigint not null,
  day date not null,
  passed_groups int not null,
  households_left int not null,
  seldom_home int not null,
  to_match int not null,
  unsent int not null,
  note varchar(200) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  key outreach_handover_village (village_id, day),
  constraint outreach_handover_village_fk foreign key (village_id) references division (id),
  constraint outreach_handover_from_fk foreign key (from_person_id) references person (id),
  constraint outreach_handover_to_fk foreign key (to_person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence outreach_handover_seq start with 1 increment by 50;
