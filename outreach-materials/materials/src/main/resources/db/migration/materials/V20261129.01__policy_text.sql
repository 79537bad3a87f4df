-- What sheets and boards say. The rows of policy_text_code are also what two who change a text at once wait for each other on.
create table policy_text_code (
  code varchar(30) not null primary key
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
insert into policy_text_code (code) values ('leaflet'), ('bulletin-board'), ('wall-board');

-- Versions as approved; never changed. origin_hash is set when the words are those shipped, writer and approver when they are not.
create table policy_text (
  id bigint not null primary key,
  code varchar(30) not null,
  version int not null,
  title varchar(120) not null,
  rule_layer varchar(20) not null,
  points text not null,
  sources text not null,
  body mediumtext not null,
  content_hash binary(32) not null,
  origin_hash binary(32) null,
  effective_from date not null,
  recorded_at datetime(6) not null,
  written_by bigint null,
  approved_by bigint null,
  approval_id bigint null,
  unique key policy_text_version (code, version),
  constraint policy_text_code_fk foreign key (code) references policy_text_code (code),
  constraint policy_text_writer_fk foreign key (written_by) references person (id),
  constraint policy_text_approver_fk foreign key (approved_by) references person (id),
  constraint policy_text_approval_fk foreign key (approval_id) references approval (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence policy_text_seq start with 1 increment by 50;

-- Which version was in force from when to when.
create table policy_text_effect (
  id bigint not null primary key,
  code varchar(30) not null,
  text_id bigint not null,
  valid_from date not null,
  valid_to date not null,
  reason varchar(500) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  approved_by bigint null,
  approval_id bigint null,
  key policy_text_effect_day (code, superseded_at, valid_from),
  constraint policy_text_effect_text_fk foreign key (text_id) references policy_text (id),
  constraint policy_text_effect_code_fk foreign key (code) references policy_text_code (code),
  constraint policy_text_effect_by_fk foreign key (recorded_by) references person (id),
  constraint policy_text_effect_approver_fk foreign key (approved_by) references person (id),
  constraint policy_text_effect_approval_fk foreign key (approval_id) references approval (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence policy_text_effect_seq start with 1 increment by 50;

-- At most one text in work for each code. origin_hash is what was shipped; it differs from content_hash once somebody has edited it.
create table policy_text_draft (
  id bigint not null primary key,
  code varchar(30) not null,
  base_version int not null,
  revision int not null,
  title varchar(120) not null,
  rule_layer varchar(20) not null,
  points text not null,
  sources text not null,
  body mediumtext not null,
  content_hash binary(32) not null,
  origin_hash binary(32) null,
  note varchar(500) not null,
  saved_by bigint null,
  saved_at datetime(6) not null,
  unique key policy_text_draft_code (code),
  constraint policy_text_draft_code_fk foreign key (code) references policy_text_code (code),
  constraint policy_text_draft_by_fk foreign key (saved_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence policy_text_draft_seq start with 1 increment by 50;

-- The shipped texts that have been offered: what an officer threw away does not come back with the next start.
create table policy_text_seed (
  code varchar(30) not null,
  shipped_hash binary(32) not null,
  offered_at datetime(6) not null,
  primary key (code, shipped_hash),
  constraint policy_text_seed_code_fk foreign key (code) references policy_text_code (code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
