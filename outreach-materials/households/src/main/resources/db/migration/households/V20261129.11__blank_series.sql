-- The number of the last blank sheet of each village; whoever makes some waits here for whoever is making some.
create table blank_series (
  village_id bigint not null primary key,
  last_number int not null,
  constraint blank_series_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
insert into blank_series (village_id, last_number) select village_id, max(number) from blank_sheet group by village_id;
