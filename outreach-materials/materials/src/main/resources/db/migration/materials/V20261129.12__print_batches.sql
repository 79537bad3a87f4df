-- An order: what was printed, from which text, by whom, when. Villages and sheets are frozen with it, so that a run that was
-- cut off goes on to the same bytes. text_id is null for what was printed before texts had versions in the database.
create table print_batch (
  id bigint not null primary key,
  kind varchar(20) not null,
  scope varchar(10) not null,
  division_id bigint not null,
  text_id bigint null,
  text_label varchar(20) not null,
  issued_on date not null,
  ordered_by bigint not null,
  ordered_at datetime(6) not null,
  job_id bigint null,
  files_until date not null,
  destroyed_at datetime(6) null,
  key print_batch_division (division_id, ordered_at),
  key print_batch_files (destroyed_at, files_until),
  constraint print_batch_division_fk foreign key (division_id) references division (id),
  constraint print_batch_text_fk foreign key (text_id) references policy_text (id),
  constraint print_batch_person_fk foreign key (ordered_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- local_values is what stood behind the placeholders when it was ordered; it goes with the file when that is destroyed.
create table print_village (
  batch_id bigint not null,
  village_id bigint not null,
  position int not null,
  code varchar(12) not null,
  name varchar(100) not null,
  town varchar(100) not null,
  local_values mediumtext null,
  sheets int not null,
  blanks int not null,
  pages int null,
  bytes bigint null,
  sha256 binary(32) null,
  done_at datetime(6) null,
  primary key (batch_id, village_id),
  key print_village_village (village_id, batch_id),
  constraint print_village_batch_fk foreign key (batch_id) references print_batch (id),
  constraint print_village_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- A stub: the part of a sheet that is signed and handed back. The same sheet printed again bears the same one.
create table print_stub (
  id bigint not null primary key,
  text_id bigint not null,
  household_id bigint null,
  blank_id bigint null,
  unique key print_stub_household (text_id, household_id),
  unique key print_stub_blank (text_id, blank_id),
  constraint print_stub_text_fk foreign key (text_id) references policy_text (id),
  constraint print_stub_household_fk foreign key (household_id) references household (id),
  constraint print_stub_blank_fk foreign key (blank_id) references blank_sheet (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence print_stub_seq start with 1 increment by 50;

-- The sheets of a village in the order of print. head is AES-GCM; it goes with the file when that is destroyed.
create table print_sheet (
  batch_id bigint not null,
  village_id bigint not null,
  position int not null,
  household_id bigint null,
  blank_id bigint null,
  stub_id bigint null,
  number varchar(16) not null,
  serial varchar(30) not null,
  group_name varchar(40) not null,
  head varbinary(400) null,
  primary key (batch_id, village_id, position),
  key print_sheet_household (household_id, batch_id),
  key print_sheet_blank (blank_id, batch_id),
  constraint print_sheet_village_fk foreign key (batch_id, village_id) references print_village (batch_id, village_id),
  constraint print_sheet_household_fk foreign key (household_id) references household (id),
  constraint print_sheet_blank_fk foreign key (blank_id) references blank_sheet (id),
  constraint print_sheet_stub_fk foreign key (stub_id) references print_stub (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- What was printed until now becomes batches of one village without files; a single sheet keeps its household.
insert into print_batch (id, kind, scope, division_id, text_id, text_label, issued_on, ordered_by, ordered_at, job_id,
  files_until, destroyed_at)
select l.id, 'SHEET_A4', if(l.household_id is null, 'VILLAGES', 'HOUSEHOLD'), l.village_id, null, l.template_version,
  date(l.printed_at + interval 8 hour), l.printed_by, l.printed_at, null, date(l.printed_at + interval 8 hour),
  l.printed_at
from leaflet_print l;

insert into print_village (batch_id, village_id, position, code, name, town, local_values, sheets, blanks, pages, bytes,
  sha256, done_at)
select l.id, l.village_id, 1, v.code, v.name, '', null, l.sheets, 0, 2 * l.sheets, null, l.sha256, l.printed_at
from leaflet_print l
join division_version v on v.division_id = l.village_id and v.superseded_at = '9999-12-31'
  and v.valid_from = (select max(w.valid_from) from division_version w where w.division_id = l.village_id
    and w.superseded_at = '9999-12-31' and w.valid_from <= date(l.printed_at + interval 8 hour));

insert into print_sheet (batch_id, village_id, position, household_id, number, serial, group_name)
select l.id, l.village_id, 1, l.household_id, h.number, '', '' from leaflet_print l
join household h on h.id = l.household_id
join print_village v on v.batch_id = l.id and v.village_id = l.village_id;

drop table leaflet_print;
rename table leaflet_print_seq to print_batch_seq;
