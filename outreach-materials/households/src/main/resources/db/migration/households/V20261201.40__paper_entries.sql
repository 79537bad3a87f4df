-- entered_by: who typed in what a worker had noted on paper, or read the file of a worker's phone (代录人); null when the
-- worker handed it in. superseded_at: an entry taken back by who made it, on the same day; every other visit stands.
alter table visit
  add column entered_by bigint null,
  add column superseded_at datetime(6) not null default '9999-12-31',
  add key visit_entered (entered_by, recorded_at),
  add constraint visit_entered_by_fk foreign key (entered_by) references person (id);
