-- The order in which shipped content lists sources, versions and points, and which content was loaded last.
alter table policy_source add column position int not null default 0;
alter table policy_version add column position int not null default 0;
alter table policy_point add column position int not null default 0;

create table shipped_content (
  name varchar(60) not null primary key,
  hash binary(32) not null,
  loaded_at datetime(6) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
