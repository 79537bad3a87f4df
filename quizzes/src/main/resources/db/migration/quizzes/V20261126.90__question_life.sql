-- A question's life. A version in question is in use, or was, since a second person let it in (shipped ones since their
-- start); what is being written lies apart, and a retirement is a fact of its own, so that versions are never touched.

-- Who wrote the version and who let it in; null for what is shipped.
alter table question
  add column recorded_by bigint null,
  add column approved_by bigint null,
  add column approval_id bigint null;

-- When the quiz could first be drawn; null while an officer still collects its questions.
alter table quiz add column opened_at datetime(6) null;
update quiz set opened_at = recorded_at;

-- base_version: the version the text began from, 0 for a new question. revision counts the savings, so that a second
-- browser does not overwrite the first. imported_from: the name of the file that it came from.
create table question_draft (
  id bigint not null primary key,
  course_code varchar(10) not null,
  code varchar(20) not null,
  base_version int not null,
  revision int not null,
  kind varchar(10) not null,
  content mediumtext not null,
  content_hash binary(32) not null,
  imported_from varchar(160) not null,
  returned_note varchar(500) not null,
  changed_at datetime(6) not null,
  changed_by bigint not null,
  unique key question_draft_code (course_code, code),
  constraint question_draft_quiz_fk foreign key (course_code) references quiz (course_code),
  constraint question_draft_person_fk foreign key (changed_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence question_draft_seq start with 1 increment by 50;

-- Out of use in [valid_from, valid_to). recorded_by is null when the shipped file no longer has the question.
create table question_retirement (
  id bigint not null primary key,
  course_code varchar(10) not null,
  code varchar(20) not null,
  reason varchar(500) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  approved_by bigint null,
  approval_id bigint null,
  key question_retirement_code (course_code, code),
  constraint question_retirement_quiz_fk foreign key (course_code) references quiz (course_code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence question_retirement_seq start with 1 increment by 50;
