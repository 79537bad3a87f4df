-- What every module shares: files kept beside facts, decisions by a second person, work in the background, notices.

create table attachment (
  id bigint not null primary key,
  file_name varchar(160) not null,
  media_type varchar(80) not null,
  size int not null,
  sha256 binary(32) not null,
  readable_by varchar(40) not null,
  division_id bigint null,
  stored_at datetime(6) not null,
  stored_by bigint null,
  constraint attachment_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence attachment_seq start with 1 increment by 50;

-- A file lies in parts of at most 1 MB: in one piece it would outgrow the largest packet of a server as installed.
create table attachment_part (
  attachment_id bigint not null,
  part int not null,
  content mediumblob not null,
  primary key (attachment_id, part),
  constraint attachment_part_attachment_fk foreign key (attachment_id) references attachment (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- open_key holds kind and subject while the proposal is open, so that a subject has one open proposal of a kind.
create table approval (
  id bigint not null primary key,
  kind varchar(40) not null,
  division_id bigint not null,
  subject varchar(120) not null,
  open_key varchar(170) null,
  concerns_id bigint null,
  payload longtext not null,
  reason varchar(500) not null,
  proposed_by bigint not null,
  proposed_at datetime(6) not null,
  state varchar(10) not null,
  decided_by bigint null,
  decided_at datetime(6) null,
  note varchar(500) not null,
  unique key approval_open (open_key),
  key approval_subject (kind, subject),
  key approval_state (state, kind, division_id),
  key approval_proposer (proposed_by, proposed_at),
  constraint approval_division_fk foreign key (division_id) references division (id),
  constraint approval_concerns_fk foreign key (concerns_id) references person (id),
  constraint approval_proposer_fk foreign key (proposed_by) references person (id),
  constraint approval_decider_fk foreign key (decided_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence approval_seq start with 1 increment by 50;

-- A node works on a job as long as owner and attempt are its own; a lease that runs out lets another node take over.
create table job (
  id bigint not null primary key,
  kind varchar(40) not null,
  once_key varchar(120) null,
  division_id bigint null,
  title varchar(200) not null,
  parameters longtext not null,
  started_by bigint null,
  created_at datetime(6) not null,
  state varchar(10) not null,
  cancel_requested boolean not null,
  owner char(36) null,
  attempt int not null,
  lease_until datetime(6) null,
  progress longtext null,
  done int not null,
  total int not null,
  begun_at datetime(6) null,
  ended_at datetime(6) null,
  result_text varchar(500) null,
  result_path varchar(500) null,
  failure_key varchar(120) null,
  failure_arguments text null,
  unique key job_once (once_key),
  key job_state (state, id),
  key job_starter (started_by, id),
  key job_division (division_id, id),
  constraint job_division_fk foreign key (division_id) references division (id),
  constraint job_starter_fk foreign key (started_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence job_seq start with 1 increment by 50;

-- One notice per person, kind and subject, and at most one mail for each.
create table notice (
  id bigint not null primary key,
  person_id bigint not null,
  kind varchar(40) not null,
  subject varchar(120) not null,
  text_key varchar(120) not null,
  arguments text not null,
  path varchar(300) not null,
  posted_at datetime(6) not null,
  read_at datetime(6) null,
  mail_state varchar(10) not null,
  mail_tries int not null,
  mail_next_at datetime(6) null,
  unique key notice_once (person_id, kind, subject),
  key notice_person (person_id, posted_at),
  key notice_mail (mail_state, mail_next_at),
  constraint notice_person_fk foreign key (person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence notice_seq start with 1 increment by 50;

alter table person add column email varchar(254) null;
