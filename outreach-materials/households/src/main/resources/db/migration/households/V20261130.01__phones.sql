-- 绑定码: the code on an outreach worker's card. Its token is in code (kind BINDING), by this id.
create table binding_card (
  id bigint not null primary key,
  person_id bigint not null,
  village_id bigint not null,
  issued_at datetime(6) not null,
  issued_by bigint not null,
  expires_at datetime(6) not null,
  revoked_at datetime(6) null,
  key binding_card_person (person_id),
  constraint binding_card_person_fk foreign key (person_id) references person (id),
  constraint binding_card_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence binding_card_seq start with 1 increment by 50;

-- A phone that hands in records under a worker's name, by a key of which only the digest is here. The same phone
-- registered again is a further row with a key of its own; the earlier key stays good until it ends.
-- known_since: when this phone was first registered for this worker; nothing can have been recorded on it before.
create table device (
  id bigint not null primary key,
  installation uuid not null,
  person_id bigint not null,
  village_id bigint not null,
  key_digest binary(32) not null,
  label varchar(60) not null,
  card_id bigint null,
  known_since datetime(6) not null,
  registered_at datetime(6) not null,
  expires_at datetime(6) not null,
  withdrawn_at datetime(6) null,
  withdrawn_by bigint null,
  withdrawn_why varchar(200) null,
  unique key device_key (key_digest),
  key device_installation (installation, person_id),
  key device_person (person_id),
  constraint device_person_fk foreign key (person_id) references person (id),
  constraint device_village_fk foreign key (village_id) references division (id),
  constraint device_card_fk foreign key (card_id) references binding_card (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence device_seq start with 1 increment by 50;
