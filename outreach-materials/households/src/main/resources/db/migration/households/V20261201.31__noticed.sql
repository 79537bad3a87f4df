-- What an inspector may look at first in the records of one worker, or, without a worker, in what the households of a
-- village answered by themselves. Dated: when it was found, and when it was found no more. It counts nowhere.
create table noticed (
  id bigint not null primary key,
  worker_id bigint null,
  village_id bigint null,
  why varchar(16) not null,
  number int not null,
  from_at datetime(6) not null,
  to_at datetime(6) not null,
  found_at datetime(6) not null,
  superseded_at datetime(6) not null,
  key noticed_worker (worker_id, superseded_at),
  key noticed_village (village_id, superseded_at),
  constraint noticed_worker_fk foreign key (worker_id) references person (id),
  constraint noticed_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence noticed_seq start with 1 increment by 50;

create table noticed_household (
  noticed_id bigint not null,
  position int not null,
  household_id bigint not null,
  primary key (noticed_id, position),
  key noticed_household_household (household_id),
  constraint noticed_household_noticed_fk foreign key (noticed_id) references noticed (id),
  constraint noticed_household_household_fk foreign key (household_id) references household (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- Whose records are being looked at: two nodes that look at the same wait here for each other.
create table noticed_turn (
  subject varchar(24) not null primary key,
  looked_at datetime(6) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
