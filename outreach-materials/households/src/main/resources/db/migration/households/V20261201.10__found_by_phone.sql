-- The record of the phone that found a household; its worker is recorded_by.
alter table household_found
  add column client_id uuid null,
  add column payload_hash binary(32) null,
  add column device_id bigint null,
  add unique key household_found_client (client_id),
  add constraint household_found_device_fk foreign key (device_id) references device (id);
