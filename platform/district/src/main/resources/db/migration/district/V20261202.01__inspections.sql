-- An inspection: the list it draws from and how many are drawn, frozen; docs/draw.md has the form of list_text.
-- division_id: the least unit that holds all its villages. town_id: the town a village belonged to on the day.
create table inspection (
  id bigint not null primary key,
  reference varchar(40) not null,
  title varchar(80) not null,
  preset varchar(10) not null,
  division_id bigint not null,
  day date not null,
  list_text longtext not null,
  list_digest binary(32) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  unique key inspection_reference (reference),
  constraint inspection_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence inspection_seq start with 1 increment by 50;

create table inspection_village (
  inspection_id bigint not null,
  village_id bigint not null,
  town_id bigint not null,
  primary key (inspection_id, village_id),
  key inspection_village_village (village_id),
  constraint inspection_village_inspection_fk foreign key (inspection_id) references inspection (id),
  constraint inspection_village_village_fk foreign key (village_id) references division (id),
  constraint inspection_village_town_fk foreign key (town_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- A part of the list, drawn from on its own. allowed: up to how many missed the village passes; null where the size of the
-- check was not planned for that.
create table inspection_part (
  inspection_id bigint not null,
  name varchar(64) not null,
  reported boolean not null,
  households int not null,
  to_check int not null,
  replacements int not null,
  allowed int null,
  primary key (inspection_id, name),
  constraint inspection_part_inspection_fk foreign key (inspection_id) references inspection (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- A side's number. sealed: number and salt, encrypted with the key outside the database, shown when both sides have
-- written; commitment ties them down before.
create table inspection_number (
  inspection_id bigint not null,
  side varchar(10) not null,
  division_id bigint not null,
  commitment binary(32) not null,
  sealed varbinary(300) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  primary key (inspection_id, side),
  constraint inspection_number_inspection_fk foreign key (inspection_id) references inspection (id),
  constraint inspection_number_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table inspection_draw (
  inspection_id bigint not null primary key,
  seed binary(32) not null,
  draw_text longtext not null,
  draw_digest binary(32) not null,
  drawn_at datetime(6) not null,
  constraint inspection_draw_inspection_fk foreign key (inspection_id) references inspection (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- A household drawn. place: its place in the order of its part, first to last, replacements counted from 1 again.
create table inspection_item (
  id bigint not null primary key,
  inspection_id bigint not null,
  part varchar(64) not null,
  replacement boolean not null,
  place int not null,
  household_id bigint not null,
  village_id bigint not null,
  number varchar(14) not null,
  group_name varchar(40) not null,
  unique key inspection_item_place (inspection_id, part, replacement, place),
  unique key inspection_item_household (inspection_id, household_id),
  constraint inspection_item_inspection_fk foreign key (inspection_id) references inspection (id),
  constraint inspection_item_household_fk foreign key (household_id) references household (id),
  constraint inspection_item_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence inspection_item_seq start with 1 increment by 50;

-- What was found at a household; corrected by another row. unlisted: lived-in doors up to the next listed one that the
-- ledger does not have.
create table inspection_finding (
  id bigint not null primary key,
  item_id bigint not null,
  day date not null,
  outcome varchar(10) not null,
  sheet_there boolean null,
  informed_matches boolean null,
  right_answers int null,
  knows_phone boolean null,
  satisfaction varchar(20) null,
  unlisted int not null,
  problem varchar(300) not null,
  deadline date null,
  settled varchar(300) not null,
  reason varchar(200) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  key inspection_finding_item (item_id, superseded_at),
  constraint inspection_finding_item_fk foreign key (item_id) references inspection_item (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence inspection_finding_seq start with 1 increment by 50;
