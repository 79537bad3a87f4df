-- How often what nodes keep copies of has changed, by what it is: raised in the transaction of every change.
create table copy_version (
  topic varchar(20) not null primary key,
  version bigint not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
