-- 三问: the three questions were answered for a household. Append-only. No name, address or browser is kept of who
-- answered. confirms: the policy version, when this is the one answer of its kind (how) that confirms the household's
-- informed member for it; null when an answer was wrong or another one came first.
create table confirmation (
  id bigint not null primary key,
  client_id uuid null,
  household_id bigint not null,
  village_id bigint not null,
  how varchar(16) not null,
  policy_version varchar(10) not null,
  right_answers tinyint not null,
  confirms varchar(10) null,
  answered_on date not null,
  worker_id bigint null,
  device_id bigint null,
  happened_at datetime(6) not null,
  device_at datetime(6) null,
  clock_mark varchar(10) null,
  payload_hash binary(32) null,
  recorded_at datetime(6) not null,
  unique key confirmation_client (client_id),
  unique key confirmation_once (household_id, how, confirms),
  key confirmation_worker (worker_id, answered_on),
  key confirmation_village (village_id, how, happened_at),
  constraint confirmation_household_fk foreign key (household_id) references household (id),
  constraint confirmation_village_fk foreign key (village_id) references division (id),
  constraint confirmation_worker_fk foreign key (worker_id) references person (id),
  constraint confirmation_device_fk foreign key (device_id) references device (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence confirmation_seq start with 1 increment by 50;

-- Why a confirmation is shown apart: OWN_PHONE, it came from a browser in which a worker's phone is registered
-- (worker_id); BURST, it is one of many within a few minutes.
create table confirmation_mark (
  id bigint not null primary key,
  confirmation_id bigint not null,
  why varchar(16) not null,
  worker_id bigint null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  unique key confirmation_mark_current (confirmation_id, why, superseded_at),
  key confirmation_mark_worker (worker_id),
  constraint confirmation_mark_confirmation_fk foreign key (confirmation_id) references confirmation (id),
  constraint confirmation_mark_worker_fk foreign key (worker_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence confirmation_mark_seq start with 1 increment by 50;

-- how, confirmation_id, apart: of the confirmation that the statement rests on. relation is null when nobody was named
-- and the household answered by itself.
alter table informed_member
  modify relation varchar(16) null,
  add column how varchar(16) null,
  add column confirmation_id bigint null,
  add column apart boolean not null default false,
  add key informed_member_confirmation (confirmation_id),
  add constraint informed_member_confirmation_fk foreign key (confirmation_id) references confirmation (id);
