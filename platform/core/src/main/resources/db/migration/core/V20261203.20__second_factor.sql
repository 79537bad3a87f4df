-- SECURITY_ADMINISTRATOR has 22 letters.
alter table role_grant modify column role varchar(40) not null;

-- Since when a password is in use: the 90 days of 等保 begin with this script for those that were set before it.
alter table account add column password_set_at datetime(6) null;
update account set password_set_at = utc_timestamp(6) where password_hash is not null;

-- Tries are counted one by one from now on, over the last 30 minutes.
alter table account drop column failed_tries, drop column locked_until;

-- Wrong passwords and wrong codes of the last day. device_hash: of the known device they came from; null: from anywhere.
create table log_in_try (
  id bigint not null primary key,
  account_id bigint not null,
  kind varchar(10) not null,
  device_hash binary(32) null,
  tried_at datetime(6) not null,
  key log_in_try_account (account_id, tried_at),
  constraint log_in_try_account_fk foreign key (account_id) references account (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence log_in_try_seq start with 1 increment by 50;

-- Browsers from which somebody signed in: wrong tries from anywhere else do not lock these out.
create table known_device (
  account_id bigint not null,
  device_hash binary(32) not null,
  last_at datetime(6) not null,
  primary key (account_id, device_hash),
  constraint known_device_account_fk foreign key (account_id) references account (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- Hashes of passwords that were replaced, so that none of the last comes back.
create table password_before (
  id bigint not null primary key,
  account_id bigint not null,
  password_hash varchar(200) not null,
  replaced_at datetime(6) not null,
  key password_before_account (account_id, replaced_at),
  constraint password_before_account_fk foreign key (account_id) references account (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence password_before_seq start with 1 increment by 50;

-- The authenticator of an account. secret: encrypted, null after a reset; last_step: the newest time step whose code was
-- used, none of them or before is taken again; reset_hash: of the code that was handed over by hand after a reset.
create table second_factor (
  account_id bigint not null primary key,
  secret varbinary(200) null,
  enrolled_at datetime(6) null,
  last_step bigint not null,
  reset_hash binary(32) null,
  reset_expires datetime(6) null,
  constraint second_factor_account_fk foreign key (account_id) references account (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

create table recovery_code (
  account_id bigint not null,
  code_hash binary(32) not null,
  used_at datetime(6) null,
  primary key (account_id, code_hash),
  constraint recovery_code_account_fk foreign key (account_id) references account (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
