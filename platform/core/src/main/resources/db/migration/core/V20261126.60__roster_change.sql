-- Whose postings, records, name or number a transaction has changed. Whoever keeps facts of persons in memory reads the
-- rows after the last one seen; ids are not committed in their order (RosterChanges says what follows from that).
create table roster_change (
  id bigint not null auto_increment primary key,
  person_id bigint not null,
  noted_at datetime(6) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
