-- When a phone handed in last, without a look at each of its visits.
alter table visit add key visit_device (device_id, recorded_at), drop key visit_device_fk;
