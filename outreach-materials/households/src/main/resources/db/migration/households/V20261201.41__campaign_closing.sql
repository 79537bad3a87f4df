-- A campaign that is over: its ledgers sealed as they were known then, and the day on which names and phones go.
-- digest covers the villages' digests; nothing of it is a name, so that it can be computed anew when the names are gone.
create table campaign_closing (
  id bigint not null primary key,
  campaign_id bigint not null,
  spoken_of date not null,
  known_before datetime(6) not null,
  digest binary(32) not null,
  households int not null,
  sealed_at datetime(6) not null,
  proposed_by bigint not null,
  sealed_by bigint not null,
  destroy_on date null,
  halted_at datetime(6) null,
  halted_by bigint null,
  halted_why varchar(200) null,
  destroyed_at datetime(6) null,
  unique key campaign_closing_campaign (campaign_id),
  constraint campaign_closing_campaign_fk foreign key (campaign_id) references campaign (id),
  constraint campaign_closing_proposed_fk foreign key (proposed_by) references person (id),
  constraint campaign_closing_sealed_fk foreign key (sealed_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence campaign_closing_seq start with 1 increment by 50;

create table campaign_closing_village (
  closing_id bigint not null,
  village_id bigint not null,
  households int not null,
  digest binary(32) not null,
  destroyed_at datetime(6) null,
  destroyed int null,
  primary key (closing_id, village_id),
  constraint campaign_closing_village_closing_fk foreign key (closing_id) references campaign_closing (id),
  constraint campaign_closing_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
