-- 检查材料: what was packed for inspectors of a town or village, by whom, why with names, and what came of it. The ZIP itself
-- lies encrypted in a folder and is destroyed after files_until. reason is empty where names are masked.
create table dossier (
  id bigint not null primary key,
  division_id bigint not null,
  unit_name varchar(100) not null,
  day date not null,
  reason varchar(200) not null,
  ordered_by bigint not null,
  ordered_at datetime(6) not null,
  job_id bigint null,
  files_until date not null,
  made_at datetime(6) null,
  bytes bigint null,
  sha256 binary(32) null,
  destroyed_at datetime(6) null,
  key dossier_division (division_id, ordered_at),
  key dossier_files (destroyed_at, files_until),
  constraint dossier_division_fk foreign key (division_id) references division (id),
  constraint dossier_person_fk foreign key (ordered_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence dossier_seq start with 1 increment by 50;

-- The cover list: each file with its digest, or what is missing and why.
create table dossier_item (
  dossier_id bigint not null,
  position int not null,
  number varchar(10) not null,
  name varchar(200) not null,
  file varchar(300) null,
  row_count bigint null,
  page_count int null,
  bytes bigint null,
  sha256 binary(32) null,
  missing varchar(500) null,
  primary key (dossier_id, position),
  constraint dossier_item_dossier_fk foreign key (dossier_id) references dossier (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
