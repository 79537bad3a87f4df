-- What a form on the page sent under the id of another content waits for the town officer like what a phone sent. It came
-- from no phone, and names nobody: said is the record in clear, as a phone would have written it.
alter table record_to_match
  modify column device_id bigint null,
  modify column content varbinary(40000) null,
  add column said varchar(400) null;

insert into record_to_match (id, client_id, payload_hash, device_id, worker_id, village_id, kind, reason, content,
  happened_at, device_at, visited_on, clock_mark, received_at, said)
select next value for record_to_match_seq, client_id, payload_hash, null, worker_id, village_id, 'VISIT', 'DIFFERS', null,
  recorded_at, null, visited_on, null, recorded_at,
  concat('{"id":"', client_id, '","kind":"visit","household":', household_id, ',"outcome":"', outcome, '"',
    if(relation is null, '', concat(',"informed":"', relation, '"')), '}')
from visit_conflict;

drop table visit_conflict;
drop sequence visit_conflict_seq;
