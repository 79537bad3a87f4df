-- A test on paper (书面考试): which course in which version, when, and the mark that passes, as it was that day.
create table paper_test (
  id bigint not null primary key,
  division_id bigint not null,
  title varchar(100) not null,
  course_code varchar(10) not null,
  course_version int not null,
  held_on date not null,
  pass_mark int not null,
  recorded_at datetime(6) not null,
  recorded_by bigint null,
  key paper_test_division (division_id),
  key paper_test_day (held_on),
  constraint paper_test_division_fk foreign key (division_id) references division (id),
  constraint paper_test_version_fk foreign key (course_code, course_version)
    references course_version (course_code, version),
  constraint paper_test_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence paper_test_seq start with 1 increment by 50;

-- The papers or the signed list of marks, scanned or photographed.
create table paper_test_file (
  id bigint not null primary key,
  paper_test_id bigint not null,
  attachment_id bigint not null,
  recorded_at datetime(6) not null,
  recorded_by bigint null,
  key paper_test_file_test (paper_test_id),
  constraint paper_test_file_test_fk foreign key (paper_test_id) references paper_test (id),
  constraint paper_test_file_attachment_fk foreign key (attachment_id) references attachment (id),
  constraint paper_test_file_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence paper_test_file_seq start with 1 increment by 50;

-- A person's score, entered by recorded_by (代录人). Superseded when its training record is taken back; its id is part of
-- the evidence, so that a score entered anew has new evidence.
create table paper_test_score (
  id bigint not null primary key,
  paper_test_id bigint not null,
  person_id bigint not null,
  score int not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then person_id end) stored,
  unique key paper_test_score_in_force (paper_test_id, in_force),
  key paper_test_score_person (person_id, superseded_at),
  constraint paper_test_score_test_fk foreign key (paper_test_id) references paper_test (id),
  constraint paper_test_score_person_fk foreign key (person_id) references person (id),
  constraint paper_test_score_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence paper_test_score_seq start with 1 increment by 50;
