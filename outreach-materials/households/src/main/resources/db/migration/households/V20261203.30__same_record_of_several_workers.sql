-- The same record, word for word, handed in by one worker after the other is kept for each of them.
alter table record_to_match
  drop key record_to_match_payload,
  add unique key record_to_match_payload (client_id, payload_hash, worker_id);
