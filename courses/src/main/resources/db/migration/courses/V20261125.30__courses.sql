create table course (
  code varchar(10) not null primary key,
  created_at datetime(6) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- origin_hash is the digest of what was shipped: where it differs from the content's own, an officer has edited it, and
-- no upgrade overwrites that.
create table course_version (
  id bigint not null primary key,
  course_code varchar(10) not null,
  version int not null,
  title varchar(100) not null,
  goal varchar(500) not null,
  minutes int not null,
  recorded_at datetime(6) not null,
  head_hash binary(32) not null,
  origin_hash binary(32) not null,
  unique key course_version_number (course_code, version),
  constraint course_version_course_fk foreign key (course_code) references course (code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence course_version_seq start with 1 increment by 50;

create table lesson (
  id bigint not null primary key,
  course_version_id bigint not null,
  code varchar(10) not null,
  position int not null,
  title varchar(100) not null,
  minutes int not null,
  rule_layer varchar(20) not null,
  body mediumtext not null,
  body_hash binary(32) not null,
  origin_hash binary(32) not null,
  recorded_at datetime(6) not null,
  unique key lesson_code (course_version_id, code),
  constraint lesson_version_fk foreign key (course_version_id) references course_version (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence lesson_seq start with 1 increment by 50;

-- A duty at a division and below owes the courses of requirement_course while [valid_from, valid_to) holds.
create table requirement (
  id bigint not null primary key,
  division_id bigint not null,
  duty varchar(20) not null,
  due_on date not null,
  grace_days int not null,
  basis varchar(200) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key requirement_division (division_id, superseded_at),
  constraint requirement_division_fk foreign key (division_id) references division (id),
  constraint requirement_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence requirement_seq start with 1 increment by 50;

create table requirement_course (
  requirement_id bigint not null,
  course_code varchar(10) not null,
  primary key (requirement_id, course_code),
  constraint requirement_course_requirement_fk foreign key (requirement_id) references requirement (id),
  constraint requirement_course_course_fk foreign key (course_code) references course (code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- Append-only: a correction is a row of its own that names the row it reverses, why, and the second person.
create table training_record (
  id bigint not null primary key,
  person_id bigint not null,
  course_code varchar(10) not null,
  course_version int not null,
  kind varchar(20) not null,
  happened_on date not null,
  score int null,
  evidence varchar(60) not null,
  reversal_of bigint null,
  reason varchar(300) null,
  second_person_id bigint null,
  recorded_at datetime(6) not null,
  recorded_by bigint null,
  unique key training_record_evidence (evidence),
  unique key training_record_reversal (reversal_of),
  key training_record_person (person_id, course_code),
  constraint training_record_person_fk foreign key (person_id) references person (id),
  constraint training_record_course_fk foreign key (course_code) references course (code),
  constraint training_record_reversal_fk foreign key (reversal_of) references training_record (id),
  constraint training_record_second_fk foreign key (second_person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence training_record_seq start with 1 increment by 50;
