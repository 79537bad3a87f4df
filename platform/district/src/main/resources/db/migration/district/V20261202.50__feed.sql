-- Keys by which other systems read figures and ledgers. A key is told once; only its digest is kept.
create table feed_token (
  id bigint not null primary key,
  label varchar(60) not null,
  digest binary(32) not null,
  issued_by bigint not null,
  issued_at datetime(6) not null,
  expires_at datetime(6) not null,
  -- Why names may be read in clear; null when they may not.
  names_reason varchar(200) null,
  withdrawn_at datetime(6) null,
  withdrawn_by bigint null,
  withdrawn_why varchar(200) null,
  last_used_at datetime(6) null,
  unique key feed_token_digest (digest),
  constraint feed_token_issued_by_fk foreign key (issued_by) references person (id),
  constraint feed_token_withdrawn_by_fk foreign key (withdrawn_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence feed_token_seq start with 1 increment by 50;

-- The units whose figures and ledgers a key may read, each with all below it.
create table feed_scope (
  token_id bigint not null,
  division_id bigint not null,
  primary key (token_id, division_id),
  constraint feed_scope_token_fk foreign key (token_id) references feed_token (id),
  constraint feed_scope_division_fk foreign key (division_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
