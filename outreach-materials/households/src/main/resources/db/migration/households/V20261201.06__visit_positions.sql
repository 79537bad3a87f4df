-- Where a visit was recorded, only where the district keeps positions and said what for (local setting visit.position).
-- content (AES-GCM): latitude, longitude, accuracy in metres, and the system that they are in. It counts nowhere.
create table visit_position (
  record_id uuid not null primary key,
  device_id bigint not null,
  content varbinary(200) not null,
  recorded_at datetime(6) not null,
  constraint visit_position_device_fk foreign key (device_id) references device (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
