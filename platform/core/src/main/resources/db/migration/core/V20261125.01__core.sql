-- Two times on every fact: [valid_from, valid_to) in the world, [recorded_at, superseded_at) known to us (UTC).

create table division (
  id bigint not null primary key,
  created_at datetime(6) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence division_seq start with 1 increment by 50;

create table division_version (
  id bigint not null primary key,
  division_id bigint not null,
  code char(12) not null,
  name varchar(60) not null,
  parent_id bigint null,
  level varchar(10) not null,
  source varchar(60) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key division_version_code (code, valid_from),
  key division_version_division (division_id, valid_from),
  key division_version_parent (parent_id),
  constraint division_version_division_fk foreign key (division_id) references division (id),
  constraint division_version_parent_fk foreign key (parent_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence division_version_seq start with 1 increment by 50;

-- Derived from division_version, rebuilt with it; depth 0 is the division itself.
create table division_ancestor (
  ancestor_id bigint not null,
  descendant_id bigint not null,
  depth int not null,
  valid_from date not null,
  valid_to date not null,
  primary key (descendant_id, ancestor_id, valid_from),
  key division_ancestor_down (ancestor_id, valid_from, valid_to, descendant_id),
  constraint division_ancestor_up_fk foreign key (ancestor_id) references division (id),
  constraint division_ancestor_down_fk foreign key (descendant_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table person (
  id bigint not null primary key,
  staff_number varchar(20) not null,
  name varchar(60) not null,
  phone varchar(20) null,
  created_at datetime(6) not null,
  unique key person_staff_number (staff_number)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence person_seq start with 1 increment by 50;

create table posting (
  id bigint not null primary key,
  person_id bigint not null,
  division_id bigint not null,
  duty varchar(20) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key posting_person (person_id, superseded_at),
  key posting_division (division_id, superseded_at, valid_from, valid_to),
  constraint posting_person_fk foreign key (person_id) references person (id),
  constraint posting_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence posting_seq start with 1 increment by 50;

create table account (
  id bigint not null primary key,
  person_id bigint not null,
  login_name varchar(40) not null,
  password_hash varchar(200) null,
  failed_tries int not null,
  locked_until datetime(6) null,
  sessions_valid_from datetime(6) not null,
  created_at datetime(6) not null,
  unique key account_login_name (login_name),
  unique key account_person (person_id),
  constraint account_person_fk foreign key (person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence account_seq start with 1 increment by 50;

create table first_log_in_code (
  id bigint not null primary key,
  account_id bigint not null,
  code_hash binary(32) not null,
  issued_at datetime(6) not null,
  issued_by bigint null,
  expires_at datetime(6) not null,
  used_at datetime(6) null,
  failed_tries int not null,
  key first_log_in_code_account (account_id),
  constraint first_log_in_code_account_fk foreign key (account_id) references account (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence first_log_in_code_seq start with 1 increment by 50;

create table role_grant (
  id bigint not null primary key,
  person_id bigint not null,
  role varchar(20) not null,
  division_id bigint not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key role_grant_person (person_id, superseded_at),
  key role_grant_division (division_id),
  constraint role_grant_person_fk foreign key (person_id) references person (id),
  constraint role_grant_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence role_grant_seq start with 1 increment by 50;

create table local_setting (
  id bigint not null primary key,
  division_id bigint not null,
  setting_key varchar(60) not null,
  value varchar(1000) not null,
  source varchar(200) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key local_setting_key (division_id, setting_key, valid_from),
  constraint local_setting_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence local_setting_seq start with 1 increment by 50;

create table policy_source (
  code varchar(20) not null primary key,
  title varchar(200) not null,
  issuer varchar(100) not null,
  document_number varchar(60) not null,
  in_force_from date null,
  repealed_on date null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table policy_version (
  code varchar(10) not null primary key,
  name varchar(60) not null,
  valid_from date not null,
  valid_to date not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table policy_point (
  code varchar(60) not null primary key,
  name varchar(100) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table policy_statement (
  point_code varchar(60) not null,
  version_code varchar(10) not null,
  says varchar(500) not null,
  cites varchar(200) not null,
  primary key (point_code, version_code),
  constraint policy_statement_point_fk foreign key (point_code) references policy_point (code),
  constraint policy_statement_version_fk foreign key (version_code) references policy_version (code)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table campaign (
  id bigint not null primary key,
  division_id bigint not null,
  name varchar(100) not null,
  document_number varchar(60) not null,
  household_basis varchar(20) not null,
  basis_note varchar(300) not null,
  phone_counts_for_away boolean not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key campaign_division (division_id, superseded_at),
  constraint campaign_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence campaign_seq start with 1 increment by 50;

create table campaign_phase (
  id bigint not null primary key,
  campaign_id bigint not null,
  position int not null,
  name varchar(60) not null,
  valid_from date not null,
  valid_to date not null,
  reporting_day date not null,
  key campaign_phase_campaign (campaign_id, position),
  constraint campaign_phase_campaign_fk foreign key (campaign_id) references campaign (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence campaign_phase_seq start with 1 increment by 50;

create table code (
  id bigint not null primary key,
  kind varchar(10) not null,
  subject_id bigint not null,
  version int not null,
  token_hash binary(32) not null,
  issued_at datetime(6) not null,
  revoked_at datetime(6) null,
  unique key code_token (token_hash),
  unique key code_subject (kind, subject_id, version)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence code_seq start with 1 increment by 50;

create table key_fingerprint (
  name varchar(20) not null primary key,
  fingerprint binary(32) not null,
  recorded_at datetime(6) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table audit_entry (
  id bigint not null primary key,
  happened_at datetime(6) not null,
  person_id bigint null,
  actor varchar(100) not null,
  what varchar(60) not null,
  subject varchar(120) not null,
  division_id bigint null,
  details varchar(2000) not null,
  key audit_entry_time (happened_at),
  key audit_entry_division (division_id, happened_at)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence audit_entry_seq start with 1 increment by 50;

-- The root of the tree, so that the first administrator has somewhere to stand before a list is loaded.
insert into division (id, created_at) values (1, '2026-11-25 00:00:00');
insert into division_version (id, division_id, code, name, parent_id, level, source, valid_from, valid_to, recorded_at, superseded_at)
values (1, 1, '100000000000', '全国', null, 'NATION', 'GB/T 2260', '1949-10-01', '9999-12-31', '2026-11-25 00:00:00', '9999-12-31 00:00:00');
insert into division_ancestor (ancestor_id, descendant_id, depth, valid_from, valid_to) values (1, 1, 0, '1949-10-01', '9999-12-31');
alter sequence division_seq restart with 100;
alter sequence division_version_seq restart with 100;
