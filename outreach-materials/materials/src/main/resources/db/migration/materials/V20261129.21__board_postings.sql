-- What was done at a place and when: posted (and which text), seen intact, seen damaged, taken down. Never changed; what
-- was recorded by mistake is superseded with a reason. client_id is made with the form: the same is the same, however
-- often it is sent.
create table board_posting (
  id bigint not null primary key,
  client_id char(36) not null,
  place_id bigint not null,
  division_id bigint not null,
  act varchar(12) not null,
  text_id bigint null,
  phones_shown boolean not null,
  happened_on date not null,
  payload_hash binary(32) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  superseded_at datetime(6) not null,
  superseded_by bigint null,
  superseded_reason varchar(200) null,
  unique key board_posting_client (client_id),
  key board_posting_place (place_id, happened_on),
  constraint board_posting_place_fk foreign key (place_id) references board_place (id),
  constraint board_posting_division_fk foreign key (division_id) references division (id),
  constraint board_posting_text_fk foreign key (text_id) references policy_text (id),
  constraint board_posting_person_fk foreign key (recorded_by) references person (id),
  constraint board_posting_superseder_fk foreign key (superseded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence board_posting_seq start with 1 increment by 50;

-- What came with a client id that already stood for something else: kept beside it, counts for nothing.
create table board_posting_conflict (
  id bigint not null primary key,
  client_id char(36) not null,
  place_id bigint not null,
  act varchar(12) not null,
  text_id bigint null,
  phones_shown boolean not null,
  happened_on date not null,
  payload_hash binary(32) not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  unique key board_posting_conflict_once (client_id, payload_hash),
  constraint board_posting_conflict_place_fk foreign key (place_id) references board_place (id),
  constraint board_posting_conflict_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence board_posting_conflict_seq start with 1 increment by 50;

-- Which text was printed for which place, and the digest of the file.
create table board_print (
  id bigint not null primary key,
  place_id bigint not null,
  text_id bigint not null,
  size varchar(2) not null,
  sha256 binary(32) not null,
  printed_at datetime(6) not null,
  printed_by bigint not null,
  key board_print_place (place_id, printed_at),
  constraint board_print_place_fk foreign key (place_id) references board_place (id),
  constraint board_print_text_fk foreign key (text_id) references policy_text (id),
  constraint board_print_person_fk foreign key (printed_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence board_print_seq start with 1 increment by 50;

-- Whether a district takes photos of boards; without a row it does not.
create table board_photo_rule (
  id bigint not null primary key,
  division_id bigint not null,
  allowed boolean not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  key board_photo_rule_division (division_id, superseded_at),
  constraint board_photo_rule_division_fk foreign key (division_id) references division (id),
  constraint board_photo_rule_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence board_photo_rule_seq start with 1 increment by 50;

-- At most one photo of what was done, re-encoded.
create table board_photo (
  posting_id bigint not null primary key,
  attachment_id bigint not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  constraint board_photo_posting_fk foreign key (posting_id) references board_posting (id),
  constraint board_photo_attachment_fk foreign key (attachment_id) references attachment (id),
  constraint board_photo_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
