-- A version is written (DRAFT), looked at by a second person (IN_REVIEW), and PUBLISHED from a day on: the days are facts
-- of their own, in course_publication. shipped_version: which version of the program's own content it came from.
-- revision counts the savings of a draft: who saves over somebody else's revision is told.
alter table course_version
  add column state varchar(20) not null default 'PUBLISHED',
  add column shipped_version int null,
  add column revision int not null default 0,
  add column edited_at datetime(6) null,
  add column edited_by bigint null,
  add column note varchar(500) not null default '',
  add constraint course_version_editor_fk foreign key (edited_by) references person (id);
update course_version set shipped_version = version;
alter table course_version add unique key course_version_shipped (course_code, shipped_version);

-- points: the codes of the policy points that the lesson teaches, joined by commas.
alter table lesson
  add column points varchar(2000) not null default '',
  add column revision int not null default 0,
  add column edited_at datetime(6) null,
  add column edited_by bigint null,
  add constraint lesson_editor_fk foreign key (edited_by) references person (id);

-- A version of a course is the one to learn in [valid_from, valid_to); on any day at most one of a course is.
create table course_publication (
  id bigint not null primary key,
  course_code varchar(10) not null,
  version int not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  approved_by bigint null,
  approval_id bigint null,
  key course_publication_course (course_code, superseded_at),
  constraint course_publication_version_fk foreign key (course_code, version)
    references course_version (course_code, version),
  constraint course_publication_recorder_fk foreign key (recorded_by) references person (id),
  constraint course_publication_approver_fk foreign key (approved_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence course_publication_seq start with 1 increment by 50;

-- What is there already was required and passed without asking since when: no figure of the past may change by this.
insert into course_publication (id, course_code, version, valid_from, valid_to, recorded_at, superseded_at)
select next value for course_publication_seq, course_code, version, '2000-01-01', '9999-12-31', '2000-01-01',
  '9999-12-31'
from course_version;

-- Made by publishing: who passed one of affected_versions (their lessons touch the changed points) owes a short check.
-- lessons, points, affected_versions: joined by commas. how: QUIZ, or READ where no question touches the points.
create table course_recheck (
  id bigint not null primary key,
  course_code varchar(10) not null,
  version int not null,
  lessons varchar(1000) not null,
  points varchar(2000) not null,
  affected_versions varchar(500) not null,
  how varchar(10) not null,
  valid_from date not null,
  due_on date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  approved_by bigint null,
  key course_recheck_course (course_code, superseded_at),
  constraint course_recheck_version_fk foreign key (course_code, version)
    references course_version (course_code, version),
  constraint course_recheck_recorder_fk foreign key (recorded_by) references person (id),
  constraint course_recheck_approver_fk foreign key (approved_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence course_recheck_seq start with 1 increment by 50;

-- Where somebody stopped reading: position is the share of the lesson above the top of the screen, in thousandths. Only
-- the place is kept, not how long anybody read.
create table lesson_progress (
  person_id bigint not null,
  course_code varchar(10) not null,
  lesson_code varchar(10) not null,
  position int not null,
  saved_at datetime(6) not null,
  primary key (person_id, course_code, lesson_code),
  constraint lesson_progress_person_fk foreign key (person_id) references person (id),
  constraint lesson_progress_course_fk foreign key (course_code) references course (code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
