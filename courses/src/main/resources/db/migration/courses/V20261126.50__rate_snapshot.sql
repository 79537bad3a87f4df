-- A sealed report: the training roster of a district on a day, as known before an instant, never changed. digest is the
-- SHA-256 of the canonical text of this row and those of the three tables below; seal is the HMAC-SHA-256 of it under a
-- key outside the database (ADR 0015). sealed_text is that canonical text, gzip: what the rows are held against.
-- previous_digest is that of the district's report sealed before this one.
create table rate_snapshot (
  id bigint not null primary key,
  district_id bigint not null,
  district_code char(12) not null,
  district_name varchar(100) not null,
  reporting_day date not null,
  number int not null,
  known_before datetime(6) not null,
  rule_version int not null,
  definitions varchar(4000) not null,
  sealed_at datetime(6) not null,
  sealed_by bigint not null,
  sealed_by_name varchar(100) not null,
  previous_digest binary(32) null,
  digest binary(32) not null,
  seal binary(32) not null,
  sealed_text longblob not null,
  unique key rate_snapshot_number (district_id, reporting_day, number),
  unique key rate_snapshot_request (district_id, reporting_day, known_before),
  constraint rate_snapshot_district_fk foreign key (district_id) references division (id),
  constraint rate_snapshot_sealer_fk foreign key (sealed_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence rate_snapshot_seq start with 1 increment by 50;

-- A unit of the district with its figures: persons by reason, and of the counted those who took part and whose training
-- still held.
create table rate_snapshot_unit (
  snapshot_id bigint not null,
  division_id bigint not null,
  parent_id bigint null,
  code char(12) not null,
  name varchar(100) not null,
  level varchar(20) not null,
  met int not null,
  not_met int not null,
  new_in_grace int not null,
  exempt int not null,
  long_leave int not null,
  departed int not null,
  data_incomplete int not null,
  took_part int not null,
  still_valid int not null,
  without_requirement int not null,
  primary key (snapshot_id, division_id),
  constraint rate_snapshot_unit_snapshot_fk foreign key (snapshot_id) references rate_snapshot (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- What was owed: the requirements in force on the day. courses: joined by commas.
create table rate_snapshot_requirement (
  snapshot_id bigint not null,
  requirement_id bigint not null,
  division_id bigint not null,
  duty varchar(20) not null,
  courses varchar(500) not null,
  rule varchar(200) not null,
  basis varchar(200) not null,
  primary key (snapshot_id, requirement_id),
  constraint rate_snapshot_requirement_snapshot_fk foreign key (snapshot_id) references rate_snapshot (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- A person's line at a unit: the unit of a posting, or the lowest unit above several of the person's units, where all
-- that they owe is judged together. posts, passes: canonical texts of their own; owed: courses joined by commas.
create table rate_snapshot_line (
  snapshot_id bigint not null,
  division_id bigint not null,
  person_id bigint not null,
  staff_number varchar(40) not null,
  name varchar(100) not null,
  posts varchar(2000) not null,
  reason varchar(20) not null,
  took_part boolean not null,
  still_valid boolean not null,
  overdue boolean not null,
  passes text not null,
  owed varchar(500) not null,
  primary key (snapshot_id, division_id, person_id),
  constraint rate_snapshot_line_snapshot_fk foreign key (snapshot_id) references rate_snapshot (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
