-- What a phase of a campaign must show, as the district set it; a phase without rows follows the shipped defaults.
-- target: tenths of a percent, for items that are a share; 0 for the others.
create table phase_requirement (
  id bigint not null primary key,
  campaign_id bigint not null,
  phase int not null,
  item varchar(20) not null,
  wanted boolean not null,
  target int not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  unique key phase_requirement_once (campaign_id, phase, item, superseded_at),
  constraint phase_requirement_campaign_fk foreign key (campaign_id) references campaign (id),
  constraint phase_requirement_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence phase_requirement_seq start with 1 increment by 50;

-- A bulletin that was taken out of the house: of which unit and phase, and until which day it speaks.
create table bulletin_made (
  id bigint not null primary key,
  division_id bigint not null,
  campaign_id bigint not null,
  phase int not null,
  day date not null,
  made_at datetime(6) not null,
  made_by bigint not null,
  key bulletin_made_of (campaign_id, phase, division_id),
  constraint bulletin_made_division_fk foreign key (division_id) references division (id),
  constraint bulletin_made_campaign_fk foreign key (campaign_id) references campaign (id),
  constraint bulletin_made_person_fk foreign key (made_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence bulletin_made_seq start with 1 increment by 50;

-- An acceptance (验收) of a town for a phase: the sheet as its proposer saw it, and who signed it as the second.
-- sheet, seal: written once, never again; the seal is made with the key outside the database.
create table phase_acceptance (
  id bigint not null primary key,
  campaign_id bigint not null,
  phase int not null,
  division_id bigint not null,
  day date not null,
  conclusion varchar(10) not null,
  remark varchar(500) not null,
  correct_by date null,
  sheet longtext not null,
  seal binary(32) not null,
  state varchar(10) not null,
  proposed_by bigint not null,
  proposed_at datetime(6) not null,
  decided_by bigint null,
  decided_at datetime(6) null,
  key phase_acceptance_of (campaign_id, phase, division_id),
  key phase_acceptance_division (division_id),
  constraint phase_acceptance_division_fk foreign key (division_id) references division (id),
  constraint phase_acceptance_campaign_fk foreign key (campaign_id) references campaign (id),
  constraint phase_acceptance_proposer_fk foreign key (proposed_by) references person (id),
  constraint phase_acceptance_decider_fk foreign key (decided_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence phase_acceptance_seq start with 1 increment by 50;
