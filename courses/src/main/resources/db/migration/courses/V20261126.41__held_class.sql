-- A held class (集中培训): the unit that holds it, and the class whose absentees it is for.
create table class_session (
  id bigint not null primary key,
  division_id bigint not null,
  make_up_of bigint null,
  created_at datetime(6) not null,
  created_by bigint null,
  key class_session_division (division_id),
  constraint class_session_division_fk foreign key (division_id) references division (id),
  constraint class_session_make_up_fk foreign key (make_up_of) references class_session (id),
  constraint class_session_creator_fk foreign key (created_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence class_session_seq start with 1 increment by 50;

-- What is planned, and whether it was held (PLANNED, HELD, CANCELLED). in_force: of a class at most one plan is.
-- duties: joined by commas; with class_plan_unit, who is invited. reason: why it was cancelled.
create table class_plan (
  id bigint not null primary key,
  class_session_id bigint not null,
  state varchar(10) not null,
  title varchar(100) not null,
  place varchar(100) not null,
  teacher varchar(60) not null,
  held_on date not null,
  starts_at time not null,
  ends_at time not null,
  hours decimal(4,1) not null,
  duties varchar(200) not null,
  reason varchar(300) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then class_session_id end) stored,
  unique key class_plan_in_force (in_force),
  key class_plan_session (class_session_id, superseded_at),
  key class_plan_day (held_on),
  constraint class_plan_session_fk foreign key (class_session_id) references class_session (id),
  constraint class_plan_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence class_plan_seq start with 1 increment by 50;

create table class_plan_course (
  class_plan_id bigint not null,
  course_code varchar(10) not null,
  primary key (class_plan_id, course_code),
  constraint class_plan_course_plan_fk foreign key (class_plan_id) references class_plan (id),
  constraint class_plan_course_course_fk foreign key (course_code) references course (code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table class_plan_unit (
  class_plan_id bigint not null,
  division_id bigint not null,
  primary key (class_plan_id, division_id),
  constraint class_plan_unit_plan_fk foreign key (class_plan_id) references class_plan (id),
  constraint class_plan_unit_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- Who is on the list, with unit and duty as they were when listed. listing: INVITED by unit and duty, BY_HAND, WALK_IN,
-- MAKE_UP. in_force: the person while the seat is; one seat a person.
create table class_seat (
  id bigint not null primary key,
  class_session_id bigint not null,
  person_id bigint not null,
  division_id bigint not null,
  duty varchar(20) not null,
  listing varchar(10) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then person_id end) stored,
  unique key class_seat_in_force (class_session_id, in_force),
  key class_seat_person (person_id, superseded_at),
  constraint class_seat_session_fk foreign key (class_session_id) references class_session (id),
  constraint class_seat_person_fk foreign key (person_id) references person (id),
  constraint class_seat_division_fk foreign key (division_id) references division (id),
  constraint class_seat_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence class_seat_seq start with 1 increment by 50;

-- Who was there, by whose word (recorded_by) and how: SCAN of the person's code, or TICK on the screen. Its id is part of
-- the evidence of the training records, so that somebody ticked anew after a reversal has new evidence.
create table class_attendance (
  id bigint not null primary key,
  class_session_id bigint not null,
  person_id bigint not null,
  how varchar(10) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then person_id end) stored,
  unique key class_attendance_in_force (class_session_id, in_force),
  key class_attendance_person (person_id, superseded_at),
  constraint class_attendance_session_fk foreign key (class_session_id) references class_session (id),
  constraint class_attendance_person_fk foreign key (person_id) references person (id),
  constraint class_attendance_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence class_attendance_seq start with 1 increment by 50;

alter table training_record
  add constraint training_record_class_fk foreign key (class_session_id) references class_session (id);

-- The signed sheets, photographed or scanned; the file is the shared attachment's.
create table class_sheet (
  id bigint not null primary key,
  class_session_id bigint not null,
  attachment_id bigint not null,
  recorded_at datetime(6) not null,
  recorded_by bigint null,
  key class_sheet_session (class_session_id),
  constraint class_sheet_session_fk foreign key (class_session_id) references class_session (id),
  constraint class_sheet_attachment_fk foreign key (attachment_id) references attachment (id),
  constraint class_sheet_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence class_sheet_seq start with 1 increment by 50;
