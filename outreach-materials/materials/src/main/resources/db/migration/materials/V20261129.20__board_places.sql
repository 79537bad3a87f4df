-- A place where a board hangs, for as long as it exists; its code is printed on the board and typed when the picture is torn.
create table board_place (
  id bigint not null primary key,
  code varchar(11) not null,
  created_at datetime(6) not null,
  created_by bigint not null,
  unique key board_place_code (code),
  constraint board_place_person_fk foreign key (created_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence board_place_seq start with 1 increment by 50;
create sequence board_place_code_seq start with 1 increment by 1 nocache;

-- What it is, dated: where it belongs, what it is called, which board hangs there and in what size. Ends when given up.
create table board_place_details (
  id bigint not null primary key,
  place_id bigint not null,
  division_id bigint not null,
  name varchar(60) not null,
  kind varchar(20) not null,
  board varchar(10) not null,
  size varchar(2) not null,
  valid_from date not null,
  valid_to date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  reason varchar(200) null,
  key board_place_details_place (place_id, superseded_at, valid_from),
  key board_place_details_division (division_id, superseded_at),
  constraint board_place_details_place_fk foreign key (place_id) references board_place (id),
  constraint board_place_details_division_fk foreign key (division_id) references division (id),
  constraint board_place_details_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence board_place_details_seq start with 1 increment by 50;
