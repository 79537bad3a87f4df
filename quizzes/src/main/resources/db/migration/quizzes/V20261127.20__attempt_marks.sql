-- How an attempt was marked, and marked again: the columns on attempt are those of the row in force.
-- items: for each question of the paper its code, version and 1 for right, 0 for wrong, as code:version:right parted by
-- blanks, so that nobody has to read the papers to find the attempts that met a question.
create table attempt_mark (
  id bigint not null primary key,
  attempt_id bigint not null,
  right_count int not null,
  score int not null,
  passed boolean not null,
  items varchar(4000) not null,
  cause varchar(20) not null,
  correction_id bigint null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then attempt_id end) stored,
  unique key attempt_mark_in_force (in_force),
  key attempt_mark_attempt (attempt_id),
  constraint attempt_mark_attempt_fk foreign key (attempt_id) references attempt (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence attempt_mark_seq start with 1 increment by 50;
