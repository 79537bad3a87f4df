-- window_months: months for which a pass holds, with window_kind MONTHS only. carry_months: passes of so many last months
-- of the year before count as well, with CALENDAR_YEAR only. track: the shipped track that the row was made by.
alter table requirement
  add column window_kind varchar(15) not null default 'ONCE' after duty,
  add column window_months int not null default 0 after window_kind,
  add column carry_months int not null default 0 after window_months,
  add column met_by varchar(15) not null default 'PASS' after carry_months,
  add column track varchar(20) null after basis;

-- The lessons picked from a course; a course of the requirement without a row here is owed with all its lessons.
create table requirement_lesson (
  requirement_id bigint not null,
  course_code varchar(10) not null,
  lesson_code varchar(10) not null,
  primary key (requirement_id, course_code, lesson_code),
  constraint requirement_lesson_course_fk foreign key (requirement_id, course_code)
    references requirement_course (requirement_id, course_code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- Why somebody owes no training in [valid_from, valid_to): EXEMPT or LONG_LEAVE, on a basis. A row exists only once a
-- second person has approved it.
create table training_excuse (
  id bigint not null primary key,
  person_id bigint not null,
  division_id bigint not null,
  reason varchar(15) not null,
  basis varchar(200) not null,
  attachment_id bigint null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  approved_by bigint null,
  approval_id bigint null,
  key training_excuse_person (person_id, superseded_at),
  key training_excuse_division (division_id, superseded_at),
  constraint training_excuse_person_fk foreign key (person_id) references person (id),
  constraint training_excuse_division_fk foreign key (division_id) references division (id),
  constraint training_excuse_recorder_fk foreign key (recorded_by) references person (id),
  constraint training_excuse_approver_fk foreign key (approved_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence training_excuse_seq start with 1 increment by 50;
