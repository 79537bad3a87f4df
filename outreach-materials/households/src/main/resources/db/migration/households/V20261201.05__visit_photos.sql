-- A photo that a phone handed in after its record, where the district takes photos (local setting visit.photo).
-- client_id is the photo's own, record_id that of its visit, meeting or record to be matched; sent is the SHA-256 of what
-- came, of which the attachment keeps only what is to be seen.
create table visit_photo (
  id bigint not null primary key,
  client_id uuid not null,
  record_id uuid not null,
  device_id bigint not null,
  attachment_id bigint not null,
  sent binary(32) not null,
  recorded_at datetime(6) not null,
  unique key visit_photo_client (client_id),
  key visit_photo_record (record_id),
  constraint visit_photo_device_fk foreign key (device_id) references device (id),
  constraint visit_photo_attachment_fk foreign key (attachment_id) references attachment (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence visit_photo_seq start with 1 increment by 50;
