-- 片区: which of a village's outreach workers is in charge of a group, from when, as known when. person_id null: nobody in
-- particular from that day on. A row counts while its person is an outreach worker of the village.
create table outreach_area (
  id bigint not null primary key,
  village_id bigint not null,
  group_name varchar(40) not null,
  person_id bigint null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key outreach_area_village (village_id, superseded_at, valid_from),
  constraint outreach_area_village_fk foreign key (village_id) references division (id),
  constraint outreach_area_person_fk foreign key (person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence outreach_area_seq start with 1 increment by 50;

-- When the phone last asked for something, and how many records it then said it had not handed in.
alter table device
  add column seen_at datetime(6) null,
  add column unsent smallint unsigned null,
  add column unsent_at datetime(6) null;
