-- A meeting (集中宣讲): one record; the households ticked are visits with this meeting_id.
create table meeting (
  id bigint not null primary key,
  client_id uuid not null,
  village_id bigint not null,
  worker_id bigint not null,
  device_id bigint null,
  held_on date not null,
  place varchar(60) not null,
  ticked smallint not null,
  payload_hash binary(32) not null,
  happened_at datetime(6) not null,
  device_at datetime(6) null,
  clock_mark varchar(10) null,
  recorded_at datetime(6) not null,
  unique key meeting_client (client_id),
  key meeting_village (village_id, held_on),
  constraint meeting_village_fk foreign key (village_id) references division (id),
  constraint meeting_worker_fk foreign key (worker_id) references person (id),
  constraint meeting_device_fk foreign key (device_id) references device (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence meeting_seq start with 1 increment by 50;

-- Two clocks: device_at as the phone's clock had it, happened_at the same corrected by the offset known when it was
-- handed in; recorded_at is the server's receipt. member (AES-GCM) and its HMAC: the informed member, if the worker named
-- somebody else than by relation.
alter table visit
  add column device_id bigint null,
  add column meeting_id bigint null,
  add column happened_at datetime(6) null,
  add column device_at datetime(6) null,
  add column clock_mark varchar(10) null,
  add column entry_seconds smallint null,
  add column member varbinary(400) null,
  add column member_hash binary(32) null,
  add key visit_worker_day (worker_id, visited_on),
  add constraint visit_device_fk foreign key (device_id) references device (id),
  add constraint visit_meeting_fk foreign key (meeting_id) references meeting (id);

-- The record of the phone that gave a blank sheet to a household.
alter table blank_binding
  add column client_id uuid null,
  add column payload_hash binary(32) null,
  add unique key blank_binding_client (client_id);

-- 待核对: what a phone handed in and nobody but the town officer can place. content is the record as it came (AES-GCM).
-- The same id with another content is kept here too (reason DIFFERS).
create table record_to_match (
  id bigint not null primary key,
  client_id uuid not null,
  payload_hash binary(32) not null,
  device_id bigint not null,
  worker_id bigint not null,
  village_id bigint not null,
  kind varchar(10) not null,
  reason varchar(20) not null,
  content varbinary(40000) not null,
  happened_at datetime(6) not null,
  device_at datetime(6) null,
  visited_on date not null,
  clock_mark varchar(10) null,
  received_at datetime(6) not null,
  settled_at datetime(6) null,
  settled_by bigint null,
  settled_why varchar(200) null,
  visit_id bigint null,
  unique key record_to_match_payload (client_id, payload_hash),
  key record_to_match_village (village_id, settled_at),
  constraint record_to_match_device_fk foreign key (device_id) references device (id),
  constraint record_to_match_worker_fk foreign key (worker_id) references person (id),
  constraint record_to_match_village_fk foreign key (village_id) references division (id),
  constraint record_to_match_visit_fk foreign key (visit_id) references visit (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence record_to_match_seq start with 1 increment by 50;
