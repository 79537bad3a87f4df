-- A scheduled test (定时测试): the unit whose people sit it. prepare_job: the job that draws its papers, once it has begun;
-- prepared_at: when all papers were drawn. attempt.sitting_id names it.
create table sitting (
  id bigint not null primary key,
  division_id bigint not null,
  course_code varchar(10) not null,
  created_at datetime(6) not null,
  created_by bigint null,
  prepare_job bigint null,
  prepared_at datetime(6) null,
  key sitting_division (division_id),
  constraint sitting_division_fk foreign key (division_id) references division (id),
  constraint sitting_quiz_fk foreign key (course_code) references quiz (course_code),
  constraint sitting_creator_fk foreign key (created_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence sitting_seq start with 1 increment by 50;

-- What is planned (PLANNED, CANCELLED); of a test at most one plan is in force. duties: joined by commas. reason: why the
-- end was changed or the test cancelled.
create table sitting_plan (
  id bigint not null primary key,
  sitting_id bigint not null,
  state varchar(10) not null,
  title varchar(100) not null,
  duties varchar(200) not null,
  opens_at datetime(6) not null,
  closes_at datetime(6) not null,
  minutes int not null,
  pass_mark int not null,
  reason varchar(300) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then sitting_id end) stored,
  unique key sitting_plan_in_force (in_force),
  key sitting_plan_sitting (sitting_id, superseded_at),
  key sitting_plan_opens (opens_at),
  constraint sitting_plan_sitting_fk foreign key (sitting_id) references sitting (id),
  constraint sitting_plan_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence sitting_plan_seq start with 1 increment by 50;

-- Who is on the list, with unit and duty as they were then. listing: LISTED by unit and duty, JOINED at the first look.
create table sitting_seat (
  id bigint not null primary key,
  sitting_id bigint not null,
  person_id bigint not null,
  division_id bigint not null,
  duty varchar(20) not null,
  listing varchar(10) not null,
  attempt_id bigint null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then person_id end) stored,
  unique key sitting_seat_in_force (sitting_id, in_force),
  key sitting_seat_person (person_id),
  key sitting_seat_division (division_id),
  constraint sitting_seat_sitting_fk foreign key (sitting_id) references sitting (id),
  constraint sitting_seat_person_fk foreign key (person_id) references person (id),
  constraint sitting_seat_division_fk foreign key (division_id) references division (id),
  constraint sitting_seat_attempt_fk foreign key (attempt_id) references attempt (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence sitting_seat_seq start with 1 increment by 50;

-- More time for a person, in all, and why.
create table sitting_extra (
  id bigint not null primary key,
  sitting_id bigint not null,
  person_id bigint not null,
  minutes int not null,
  reason varchar(300) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then person_id end) stored,
  unique key sitting_extra_in_force (sitting_id, in_force),
  constraint sitting_extra_sitting_fk foreign key (sitting_id) references sitting (id),
  constraint sitting_extra_person_fk foreign key (person_id) references person (id),
  constraint sitting_extra_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence sitting_extra_seq start with 1 increment by 50;
