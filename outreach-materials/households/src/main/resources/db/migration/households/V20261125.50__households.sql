-- A household keeps its id and its number in the village's own register; all else about it is dated.
create table household (
  id bigint not null primary key,
  village_id bigint not null,
  number varchar(11) not null,
  created_at datetime(6) not null,
  unique key household_number (village_id, number),
  constraint household_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence household_seq start with 1 increment by 50;

-- Head and phone are AES-GCM in the column; head_hash is an HMAC for the exact-match filter.
-- group_order is derived from group_name so that lists sort as people count: 二组 before 十组.
create table household_details (
  id bigint not null primary key,
  household_id bigint not null,
  group_name varchar(40) not null,
  group_order varchar(255) character set utf8mb4 collate utf8mb4_bin not null,
  head varbinary(400) not null,
  head_hash binary(32) not null,
  phone varbinary(200) null,
  members smallint null,
  registered boolean not null,
  resident boolean not null,
  assisted boolean not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key household_details_household (household_id, superseded_at, valid_from),
  key household_details_head (head_hash),
  constraint household_details_household_fk foreign key (household_id) references household (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence household_details_seq start with 1 increment by 50;

create table household_state (
  id bigint not null primary key,
  household_id bigint not null,
  state varchar(12) not null,
  reason varchar(200) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key household_state_household (household_id, superseded_at, valid_from),
  constraint household_state_household_fk foreign key (household_id) references household (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence household_state_seq start with 1 increment by 50;

-- 对照户数: how many households an outside register counts in the village.
create table household_control_total (
  id bigint not null primary key,
  village_id bigint not null,
  households int not null,
  source varchar(200) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key household_control_total_village (village_id, superseded_at, valid_from),
  constraint household_control_total_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence household_control_total_seq start with 1 increment by 50;

-- Append-only. client_id is made with the form, so that a visit sent again is the same visit.
create table visit (
  id bigint not null primary key,
  client_id uuid not null,
  household_id bigint not null,
  village_id bigint not null,
  worker_id bigint not null,
  visited_on date not null,
  outcome varchar(12) not null,
  relation varchar(16) null,
  policy_version varchar(10) null,
  payload_hash binary(32) not null,
  recorded_at datetime(6) not null,
  unique key visit_client (client_id),
  key visit_household (household_id, visited_on),
  key visit_village (village_id, visited_on),
  constraint visit_household_fk foreign key (household_id) references household (id),
  constraint visit_village_fk foreign key (village_id) references division (id),
  constraint visit_worker_fk foreign key (worker_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence visit_seq start with 1 increment by 50;

-- The same client id with another content: the first stands in visit, what came later is kept here.
create table visit_conflict (
  id bigint not null primary key,
  client_id uuid not null,
  household_id bigint not null,
  village_id bigint not null,
  worker_id bigint not null,
  visited_on date not null,
  outcome varchar(12) not null,
  relation varchar(16) null,
  payload_hash binary(32) not null,
  recorded_at datetime(6) not null,
  unique key visit_conflict_payload (client_id, payload_hash),
  key visit_conflict_village (village_id, recorded_at),
  constraint visit_conflict_household_fk foreign key (household_id) references household (id),
  constraint visit_conflict_worker_fk foreign key (worker_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence visit_conflict_seq start with 1 increment by 50;

-- A statement: somebody of this household knows this policy version. No name of the member is kept.
create table informed_member (
  id bigint not null primary key,
  household_id bigint not null,
  relation varchar(16) not null,
  level varchar(10) not null,
  policy_version varchar(10) null,
  visit_id bigint null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key informed_member_household (household_id, superseded_at, valid_from),
  constraint informed_member_household_fk foreign key (household_id) references household (id),
  constraint informed_member_visit_fk foreign key (visit_id) references visit (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence informed_member_seq start with 1 increment by 50;

-- Figures of a village on day D as known on K: the sum of delta over day <= D and recorded_on <= K.
-- Rows of an earlier recorded day are never touched again.
create table coverage_delta (
  village_id bigint not null,
  campaign_id bigint not null,
  kind varchar(20) not null,
  day date not null,
  recorded_on date not null,
  delta int not null,
  primary key (village_id, campaign_id, kind, day, recorded_on),
  constraint coverage_delta_village_fk foreign key (village_id) references division (id),
  constraint coverage_delta_campaign_fk foreign key (campaign_id) references campaign (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- The policy calendar that a campaign's deltas were computed with; another calendar means computing them anew.
create table coverage_rule (
  campaign_id bigint not null primary key,
  policy_calendar varchar(1000) not null,
  computed_at datetime(6) not null,
  constraint coverage_rule_campaign_fk foreign key (campaign_id) references campaign (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
