-- An inspection of training: list and draw are those of inspection; here are the people instead of households.
-- division_id: the unit where the person is posted on the day of the list.
create table callback_listed (
  inspection_id bigint not null,
  list_key varchar(64) not null,
  person_id bigint not null,
  division_id bigint not null,
  primary key (inspection_id, list_key),
  constraint callback_listed_inspection_fk foreign key (inspection_id) references inspection (id),
  constraint callback_listed_person_fk foreign key (person_id) references person (id),
  constraint callback_listed_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- Somebody drawn. place: as in inspection_item.
create table callback_item (
  id bigint not null primary key,
  inspection_id bigint not null,
  part varchar(64) not null,
  replacement boolean not null,
  place int not null,
  person_id bigint not null,
  division_id bigint not null,
  unique key callback_item_place (inspection_id, part, replacement, place),
  unique key callback_item_person (inspection_id, person_id),
  constraint callback_item_inspection_fk foreign key (inspection_id) references inspection (id),
  constraint callback_item_person_fk foreign key (person_id) references person (id),
  constraint callback_item_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence callback_item_seq start with 1 increment by 50;

-- What the call or the short re-test came to; corrected by another row.
create table callback_finding (
  id bigint not null primary key,
  item_id bigint not null,
  day date not null,
  way varchar(12) not null,
  remembers boolean null,
  right_answers int null,
  knows_phone boolean null,
  note varchar(300) not null,
  reason varchar(200) not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  key callback_finding_item (item_id, superseded_at),
  constraint callback_finding_item_fk foreign key (item_id) references callback_item (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence callback_finding_seq start with 1 increment by 50;
