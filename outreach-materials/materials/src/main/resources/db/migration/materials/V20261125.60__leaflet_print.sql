-- One row for every print; the file itself is not kept, it holds names. household_id is set when one sheet was printed again.
create table leaflet_print (
  id bigint not null primary key,
  village_id bigint not null,
  household_id bigint null,
  printed_at datetime(6) not null,
  printed_by bigint not null,
  sheets int not null,
  template_version varchar(20) not null,
  sha256 binary(32) not null,
  key leaflet_print_village (village_id, printed_at),
  constraint leaflet_print_village_fk foreign key (village_id) references division (id),
  constraint leaflet_print_household_fk foreign key (household_id) references household (id),
  constraint leaflet_print_person_fk foreign key (printed_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence leaflet_print_seq start with 1 increment by 50;
