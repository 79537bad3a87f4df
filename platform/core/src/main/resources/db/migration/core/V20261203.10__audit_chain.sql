-- Numbers without gaps in the order of the commits, where each row came from, and its two seals (core.audit.AuditSeal).
alter table audit_entry
  add column refused boolean not null default false,
  add column address varchar(45) null,
  add column content_seal binary(16) null,
  add column seal binary(32) null;
update audit_entry set refused = true where what like 'account.%refused';
set @audit_number := 0;
update audit_entry set id = (@audit_number := @audit_number + 1) order by id;
drop sequence audit_entry_seq;

-- The last row of the chain: whoever appends holds this one.
create table audit_head (
  id int not null primary key,
  last_id bigint not null,
  seal binary(32) not null
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
