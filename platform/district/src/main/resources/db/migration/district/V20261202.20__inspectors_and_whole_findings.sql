-- Of a finding. spoke_with: who of the household answered, as related to its head. signed: whether somebody of the household
-- signed the route sheet. settled_on: the day on which the problem was put right. client_id: the id that a phone gave the
-- finding; the same id is taken in once.
alter table inspection_finding
  add column spoke_with varchar(20) null after outcome,
  add column signed boolean null after satisfaction,
  add column settled_on date null after settled,
  add column client_id varchar(60) null,
  add unique key inspection_finding_client (client_id);

-- follows_id: the inspection of which this one is the second draw.
alter table inspection
  add column follows_id bigint null,
  add unique key inspection_follows (follows_id),
  add constraint inspection_follows_fk foreign key (follows_id) references inspection (id);

-- Who goes to the households of an inspection. leads: who answers for it.
create table inspection_inspector (
  id bigint not null primary key,
  inspection_id bigint not null,
  person_id bigint not null,
  leads boolean not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  unique key inspection_inspector_once (inspection_id, person_id, superseded_at),
  key inspection_inspector_person (person_id, superseded_at),
  constraint inspection_inspector_inspection_fk foreign key (inspection_id) references inspection (id),
  constraint inspection_inspector_person_fk foreign key (person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence inspection_inspector_seq start with 1 increment by 50;

insert into inspection_inspector (id, inspection_id, person_id, leads, recorded_at, superseded_at, recorded_by)
select next value for inspection_inspector_seq, i.id, i.recorded_by, true, i.recorded_at, '9999-12-31', i.recorded_by
from inspection i;

-- An inspection that has ended: its households leave the phones of its inspectors.
create table inspection_closing (
  inspection_id bigint not null primary key,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  constraint inspection_closing_inspection_fk foreign key (inspection_id) references inspection (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
