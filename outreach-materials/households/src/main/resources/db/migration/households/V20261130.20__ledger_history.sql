-- Whether household_place or household_origin speak of the household; without them it always belonged to its village
-- and became part of no other. village_id and number stay what holds now.
alter table household add column dated boolean not null default false;

-- To which village a household belonged, under which number. change_id: the village itself changed, not the family.
create table household_place (
  id bigint not null primary key,
  household_id bigint not null,
  village_id bigint not null,
  number varchar(11) not null,
  change_id bigint null,
  reason varchar(200) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key household_place_household (household_id, superseded_at, valid_from),
  key household_place_village (village_id, number, superseded_at),
  key household_place_change (change_id),
  constraint household_place_household_fk foreign key (household_id) references household (id),
  constraint household_place_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence household_place_seq start with 1 increment by 50;

-- SPLIT: household_id came out of other_id. MERGED: household_id has become part of other_id, which its visits follow.
create table household_origin (
  id bigint not null primary key,
  household_id bigint not null,
  other_id bigint not null,
  kind varchar(10) not null,
  reason varchar(200) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key household_origin_household (household_id, kind, superseded_at),
  key household_origin_other (other_id, kind, superseded_at),
  constraint household_origin_household_fk foreign key (household_id) references household (id),
  constraint household_origin_other_fk foreign key (other_id) references household (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence household_origin_seq start with 1 increment by 50;

-- How a household that no list had was found.
create table household_found (
  id bigint not null primary key,
  household_id bigint not null,
  evidence varchar(200) not null,
  found_on date not null,
  recorded_at datetime(6) not null,
  recorded_by bigint null,
  unique key household_found_household (household_id),
  constraint household_found_household_fk foreign key (household_id) references household (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence household_found_seq start with 1 increment by 50;

-- Two households that look alike and are two; the smaller id comes first.
create table household_distinct (
  first_id bigint not null,
  second_id bigint not null,
  reason varchar(200) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint null,
  primary key (first_id, second_id),
  constraint household_distinct_first_fk foreign key (first_id) references household (id),
  constraint household_distinct_second_fk foreign key (second_id) references household (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- The households of a village, or a part of them, belong to another village from a day on, because villages were merged
-- or split. whole: all that were left.
create table village_change (
  id bigint not null primary key,
  from_village_id bigint not null,
  to_village_id bigint not null,
  day date not null,
  whole boolean not null,
  households int not null,
  reason varchar(200) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  key village_change_from (from_village_id, superseded_at),
  key village_change_to (to_village_id, superseded_at),
  constraint village_change_from_fk foreign key (from_village_id) references division (id),
  constraint village_change_to_fk foreign key (to_village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence village_change_seq start with 1 increment by 50;

-- The last number given to a found household of a village; whoever finds one waits here for whoever is finding one.
create table household_found_series (
  village_id bigint not null primary key,
  last_number int not null,
  constraint household_found_series_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
