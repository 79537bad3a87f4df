-- What an officer was told of in a digest: never again.
create table officer_told (
  person_id bigint not null,
  kind varchar(40) not null,
  subject varchar(120) not null,
  told_at datetime(6) not null,
  primary key (person_id, kind, subject),
  constraint officer_told_person_fk foreign key (person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- The lines of a day's digest, in the order told.
create table officer_digest_line (
  id bigint not null primary key,
  person_id bigint not null,
  day date not null,
  kind varchar(40) not null,
  chinese varchar(500) not null,
  english varchar(500) not null,
  path varchar(300) not null,
  unique key officer_digest_line_once (person_id, day, kind),
  constraint officer_digest_line_person_fk foreign key (person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence officer_digest_line_seq start with 1 increment by 50;

-- Kinds that an officer does not want to be told of.
create table officer_digest_off (
  person_id bigint not null,
  kind varchar(40) not null,
  primary key (person_id, kind),
  constraint officer_digest_off_person_fk foreign key (person_id) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
