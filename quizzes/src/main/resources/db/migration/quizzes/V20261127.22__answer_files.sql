-- Answers of a phone that never got signal (作答文件), taken in with a second person's consent. content is the file as it
-- came; before_json what the server had; taken how many answers were new.
create table answer_file (
  id bigint not null primary key,
  attempt_id bigint not null,
  content mediumtext not null,
  content_hash binary(32) not null,
  before_json text not null,
  taken int not null,
  score_before int not null,
  score_after int not null,
  reason varchar(500) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  approved_by bigint not null,
  approval_id bigint not null,
  key answer_file_attempt (attempt_id),
  constraint answer_file_attempt_fk foreign key (attempt_id) references attempt (id),
  constraint answer_file_recorder_fk foreign key (recorded_by) references person (id),
  constraint answer_file_approver_fk foreign key (approved_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence answer_file_seq start with 1 increment by 50;
