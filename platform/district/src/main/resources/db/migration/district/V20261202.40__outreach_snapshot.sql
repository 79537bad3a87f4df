-- A sealed report of outreach: the households of a campaign on a day, as known before an instant, never changed. digest is
-- the SHA-256 of the canonical text; seal is the HMAC-SHA-256 of it under a key outside the database (ADR 0015, 0042).
-- sealed_text is that text, gzip: the doors, by number and state and without names, stand in it alone. previous_digest is
-- that of the campaign's report sealed before this one.
create table outreach_snapshot (
  id bigint not null primary key,
  campaign_id bigint not null,
  campaign_name varchar(200) not null,
  district_id bigint not null,
  district_code char(12) not null,
  district_name varchar(100) not null,
  reporting_day date not null,
  number int not null,
  known_before datetime(6) not null,
  rule_version int not null,
  rule varchar(200) not null,
  definitions varchar(4000) not null,
  sealed_at datetime(6) not null,
  sealed_by bigint not null,
  sealed_by_name varchar(100) not null,
  previous_digest binary(32) null,
  digest binary(32) not null,
  seal binary(32) not null,
  sealed_text longblob not null,
  unique key outreach_snapshot_number (campaign_id, reporting_day, number),
  unique key outreach_snapshot_request (campaign_id, reporting_day, known_before),
  constraint outreach_snapshot_campaign_fk foreign key (campaign_id) references campaign (id),
  constraint outreach_snapshot_district_fk foreign key (district_id) references division (id),
  constraint outreach_snapshot_sealer_fk foreign key (sealed_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence outreach_snapshot_seq start with 1 increment by 50;

-- A unit of the report with its figures: counts is households by kind, in the form of the canonical text.
create table outreach_snapshot_unit (
  snapshot_id bigint not null,
  division_id bigint not null,
  parent_id bigint null,
  code char(12) not null,
  name varchar(100) not null,
  level varchar(20) not null,
  counts varchar(600) not null,
  control_total bigint null,
  workers int not null,
  primary key (snapshot_id, division_id),
  constraint outreach_snapshot_unit_snapshot_fk foreign key (snapshot_id) references outreach_snapshot (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
