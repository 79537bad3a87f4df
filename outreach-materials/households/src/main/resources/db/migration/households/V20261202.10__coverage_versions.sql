-- Raised in the transaction that changes a village's deltas, after them: a node that keeps deltas in memory reads those of
-- a village again when this is greater than what it saw.
create table coverage_version (
  village_id bigint not null primary key,
  version bigint not null,
  constraint coverage_version_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
insert into coverage_version (village_id, version) select distinct village_id, 1 from coverage_delta;
