-- One row at most: the demo district's day of loading, so that an interrupted loading goes on with the same days.
create table demo_load (
  id bigint not null primary key,
  loaded_on date not null,
  finished_at datetime(6) null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
