-- Columns that districts choose are kept for the ledgers of every module, not for the training ledgers alone, which had the
-- table first: where courses are installed it is there already.
create table if not exists ledger_choice (
  id bigint not null primary key,
  division_id bigint not null,
  ledger varchar(20) not null,
  columns_text text not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then division_id end) stored,
  unique key ledger_choice_in_force (ledger, in_force),
  constraint ledger_choice_division_fk foreign key (division_id) references division (id),
  constraint ledger_choice_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence if not exists ledger_choice_seq start with 1 increment by 50;
