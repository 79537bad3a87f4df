-- An attempt is prepared (its paper drawn), started, ended: prepared_at, started_at, handed_in_at. deadline_at is kept:
-- least(started_at + limit_seconds, window_end) + extra_seconds, written anew whenever one of them changes. tab: how many
-- times the paper was opened; only the newest opening may write. sitting_id: a scheduled test, one attempt a person.
alter table attempt
  add column mode varchar(10) not null default 'TEST',
  add column sitting_id bigint null,
  add column title varchar(100) null,
  add column prepared_at datetime(6) null,
  add column opens_at datetime(6) null,
  add column window_end datetime(6) null,
  add column limit_seconds int not null default 0,
  add column extra_seconds int not null default 0,
  add column start_key varchar(40) null,
  add column tab int not null default 0,
  add column token_version int not null default 0,
  add column token_expires_at datetime(6) null,
  modify column open_key varchar(60) null,
  modify column started_at datetime(6) null,
  modify column deadline_at datetime(6) null,
  add unique key attempt_sitting (sitting_id, person_id),
  add key attempt_window (handed_in_at, window_end);

update attempt set prepared_at = started_at, limit_seconds = timestampdiff(second, started_at, deadline_at),
  token_expires_at = date_add(deadline_at, interval 1 day);

alter table attempt
  modify column prepared_at datetime(6) not null,
  modify column token_expires_at datetime(6) not null;

-- seq: the number that the page gave to this answer, rising per question. An empty answer was taken back. typed_at is the
-- device's own time, for information only.
alter table attempt_answer
  add column seq bigint not null default 0,
  add column tab int not null default 0,
  add column typed_at datetime(6) null;
update attempt_answer set seq = saves;

-- Answers that came and do not count: typed in an older tab, overtaken, other content under the same number, or too late.
create table attempt_refused_answer (
  id bigint not null primary key,
  attempt_id bigint not null,
  number int not null,
  answer varchar(60) not null,
  seq bigint not null,
  tab int not null,
  reason varchar(12) not null,
  typed_at datetime(6) null,
  received_at datetime(6) not null,
  unique key attempt_refused_once (attempt_id, number, seq, tab, reason, answer),
  constraint attempt_refused_attempt_fk foreign key (attempt_id) references attempt (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence attempt_refused_answer_seq start with 1 increment by 50;

-- The person looked away from the page: shown to the person, counted for nothing.
create table attempt_away (
  id bigint not null primary key,
  attempt_id bigint not null,
  seconds int not null,
  typed_at datetime(6) null,
  recorded_at datetime(6) not null,
  key attempt_away_attempt (attempt_id),
  constraint attempt_away_attempt_fk foreign key (attempt_id) references attempt (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence attempt_away_seq start with 1 increment by 50;

-- Tokens that were replaced after they had expired: their page is told to sign in, not that nothing is there.
create table attempt_past_token (
  token_hash binary(32) not null primary key,
  attempt_id bigint not null,
  replaced_at datetime(6) not null,
  constraint attempt_past_token_attempt_fk foreign key (attempt_id) references attempt (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
