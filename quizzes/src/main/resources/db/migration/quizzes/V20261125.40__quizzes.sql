create table quiz (
  course_code varchar(10) not null primary key,
  title varchar(100) not null,
  minutes int not null,
  pass_mark int not null,
  head_hash binary(32) not null,
  origin_hash binary(32) not null,
  recorded_at datetime(6) not null,
  constraint quiz_course_fk foreign key (course_code) references course (code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- A changed question is a further version; the highest one is drawn. origin_hash: see course_version.
create table question (
  id bigint not null primary key,
  course_code varchar(10) not null,
  code varchar(20) not null,
  version int not null,
  kind varchar(10) not null,
  content text not null,
  content_hash binary(32) not null,
  origin_hash binary(32) not null,
  recorded_at datetime(6) not null,
  unique key question_version (course_code, code, version),
  constraint question_quiz_fk foreign key (course_code) references quiz (course_code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence question_seq start with 1 increment by 50;

-- paper: the drawn questions with their keys, frozen. open_key: person and course while the attempt is open, then null,
-- so that nobody has two open at once.
create table attempt (
  id bigint not null primary key,
  person_id bigint not null,
  course_code varchar(10) not null,
  course_version int not null,
  open_key varchar(40) null,
  token_hash binary(32) not null,
  revoked_at datetime(6) null,
  paper mediumtext not null,
  question_count int not null,
  pass_mark int not null,
  started_at datetime(6) not null,
  deadline_at datetime(6) not null,
  handed_in_at datetime(6) null,
  handed_in_how varchar(20) null,
  right_count int null,
  score int null,
  passed boolean null,
  marked_at datetime(6) null,
  unique key attempt_open (open_key),
  unique key attempt_token (token_hash),
  key attempt_person (person_id, course_code, handed_in_at),
  key attempt_overdue (handed_in_at, deadline_at),
  constraint attempt_person_fk foreign key (person_id) references person (id),
  constraint attempt_quiz_fk foreign key (course_code) references quiz (course_code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence attempt_seq start with 1 increment by 50;

create table attempt_answer (
  attempt_id bigint not null,
  number int not null,
  answer varchar(60) not null,
  late boolean not null,
  first_saved_at datetime(6) not null,
  saved_at datetime(6) not null,
  saves int not null,
  primary key (attempt_id, number),
  constraint attempt_answer_attempt_fk foreign key (attempt_id) references attempt (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
