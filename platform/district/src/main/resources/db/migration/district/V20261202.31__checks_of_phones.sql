-- What inspectors' phones handed in as checks, each content under its id once. why: why it waits for the desk, null when it
-- was taken at once; content: as it came (AES-GCM), only while and because it waits. division_id: the household's village, or
-- where the phone is registered when it names none. settled_why: empty when it became a finding. The two clocks as of a visit.
create table inspection_record (
  id bigint not null primary key,
  client_id uuid not null,
  payload_hash binary(32) not null,
  person_id bigint not null,
  device_id bigint not null,
  item_id bigint null,
  division_id bigint not null,
  why varchar(20) null,
  content varbinary(40000) null,
  happened_at datetime(6) not null,
  device_at datetime(6) null,
  clock_mark varchar(10) null,
  day date not null,
  received_at datetime(6) not null,
  settled_at datetime(6) null,
  settled_by bigint null,
  settled_why varchar(200) null,
  unique key inspection_record_payload (client_id, payload_hash, person_id),
  key inspection_record_open (division_id, settled_at),
  key inspection_record_item (item_id, settled_at),
  constraint inspection_record_person_fk foreign key (person_id) references person (id),
  constraint inspection_record_device_fk foreign key (device_id) references device (id),
  constraint inspection_record_item_fk foreign key (item_id) references inspection_item (id),
  constraint inspection_record_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence inspection_record_seq start with 1 increment by 50;
