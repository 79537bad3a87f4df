alter table audit_entry
  alter column refused drop default,
  modify column content_seal binary(16) not null,
  modify column seal binary(32) not null;
insert into audit_head (id, last_id, seal) select 1, coalesce(max(id), 0),
  coalesce((select seal from audit_entry order by id desc limit 1), unhex(repeat('00', 32))) from audit_entry;

-- The head follows the last row without being asked for.
create trigger audit_entry_head after insert on audit_entry for each row
  update audit_head set last_id = new.id, seal = new.seal where id = 1;

-- The application's account may not drop triggers; a grant on a whole database cannot leave one table out.
create trigger audit_entry_not_changed before update on audit_entry for each row
  signal sqlstate '45000' set message_text = 'rows of the audit trail are never changed';
create trigger audit_entry_not_deleted before delete on audit_entry for each row
  signal sqlstate '45000' set message_text = 'rows of the audit trail are never deleted';
