-- A sheet printed without a household. Its number is counted within the village and printed beside its code.
create table blank_sheet (
  id bigint not null primary key,
  village_id bigint not null,
  number int not null,
  created_at datetime(6) not null,
  unique key blank_sheet_number (village_id, number),
  constraint blank_sheet_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence blank_sheet_seq start with 1 increment by 50;

-- To which household a blank sheet was given; at most one at a time. Taking it back supersedes the row.
create table blank_binding (
  id bigint not null primary key,
  blank_id bigint not null,
  household_id bigint not null,
  bound_on date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  unique key blank_binding_current (blank_id, superseded_at),
  key blank_binding_household (household_id),
  constraint blank_binding_blank_fk foreign key (blank_id) references blank_sheet (id),
  constraint blank_binding_household_fk foreign key (household_id) references household (id),
  constraint blank_binding_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence blank_binding_seq start with 1 increment by 50;

-- 签收: the signed stub of a sheet was handed back. Evidence of the sheet only; it reaches nobody (design: 留单 never counts).
-- edition is the version of the text on the sheet, such as L26-1. Taking one back supersedes the row.
create table signed_receipt (
  id bigint not null primary key,
  household_id bigint not null,
  edition varchar(20) not null,
  returned_on date not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  unique key signed_receipt_current (household_id, edition, superseded_at),
  constraint signed_receipt_household_fk foreign key (household_id) references household (id),
  constraint signed_receipt_person_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence signed_receipt_seq start with 1 increment by 50;
