-- recheck_id: the attempt answers a short re-check, not the course's quiz. open_key then ends in :r and its number.
alter table attempt
  add column recheck_id bigint null,
  add constraint attempt_recheck_fk foreign key (recheck_id) references course_recheck (id);
