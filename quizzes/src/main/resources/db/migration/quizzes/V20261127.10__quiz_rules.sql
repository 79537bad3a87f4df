-- How a course's quiz goes, by day; a change holds from the day it is made. Without a row: quiz.minutes and
-- quiz.pass_mark, and the rest as everywhere. recorded_by is null for shipped rules. Rows are only ever added
-- (superseded ones stay), which PaperSupply counts on.
create table quiz_rules (
  id bigint not null primary key,
  course_code varchar(10) not null,
  minutes int not null,
  pass_mark int not null,
  tries int not null,
  pause_minutes int not null,
  weak_lessons_first boolean not null,
  blueprint text not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key quiz_rules_course (course_code, superseded_at),
  constraint quiz_rules_quiz_fk foreign key (course_code) references quiz (course_code),
  constraint quiz_rules_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence quiz_rules_seq start with 1 increment by 50;
