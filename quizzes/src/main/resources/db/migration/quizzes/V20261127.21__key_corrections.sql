-- A key that was corrected (答案更正) with the second person's consent. how: KEY another answer is right, ACCEPT a further
-- one is right too, VOID everybody gets the question. to_version: the version with the right key, where the kind can hold
-- it. met: how many marked attempts had met the question then, changed: of how many the mark changed.
create table key_correction (
  id bigint not null primary key,
  course_code varchar(10) not null,
  code varchar(20) not null,
  how varchar(10) not null,
  from_version int not null,
  to_version int null,
  retired boolean not null,
  met int not null,
  changed int not null,
  reason varchar(500) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  approved_by bigint not null,
  approval_id bigint not null,
  key key_correction_code (course_code, code),
  constraint key_correction_quiz_fk foreign key (course_code) references quiz (course_code),
  constraint key_correction_recorder_fk foreign key (recorded_by) references person (id),
  constraint key_correction_approver_fk foreign key (approved_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence key_correction_seq start with 1 increment by 50;

-- What counts as right for a version whose own key does not: laid over the frozen papers whenever they are marked.
create table key_ruling (
  id bigint not null primary key,
  course_code varchar(10) not null,
  code varchar(20) not null,
  version int not null,
  correction_id bigint not null,
  ruling mediumtext not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  in_force boolean generated always as (case when superseded_at >= '9999-12-31' then true end) stored,
  unique key key_ruling_in_force (course_code, code, version, in_force),
  constraint key_ruling_correction_fk foreign key (correction_id) references key_correction (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence key_ruling_seq start with 1 increment by 50;

alter table attempt_mark
  add constraint attempt_mark_correction_fk foreign key (correction_id) references key_correction (id);
