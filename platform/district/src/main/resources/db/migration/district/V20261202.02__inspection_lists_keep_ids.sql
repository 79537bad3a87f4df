-- A household of a frozen list. list_key: as list_text names it; the draw takes household_id, whatever village or number
-- the household has by then. village_id and group_name: as they were on the day.
create table inspection_listed (
  inspection_id bigint not null,
  list_key varchar(64) not null,
  household_id bigint not null,
  village_id bigint not null,
  group_name varchar(40) not null,
  primary key (inspection_id, list_key),
  constraint inspection_listed_inspection_fk foreign key (inspection_id) references inspection (id),
  constraint inspection_listed_household_fk foreign key (household_id) references household (id),
  constraint inspection_listed_village_fk foreign key (village_id) references division (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;

-- Lists that were frozen before and are not drawn from yet: who bore the number on the day, as known when it was frozen.
insert into inspection_listed (inspection_id, list_key, household_id, village_id, group_name)
with line as (
  select i.id, i.day, i.recorded_at, substring_index(t.line, '/', -2) collate utf8mb4_uca1400_as_cs list_key
  from inspection i, json_table(
    concat('["', replace(replace(i.list_text, char(9), '/'), char(10), '","'), '"]'),
    '$[*]' columns (line varchar(200) path '$')) t
  where t.line like 'household/%' and i.id not in (select d.inspection_id from inspection_draw d)
), listed as (
  select l.id, l.day, l.recorded_at, l.list_key, v.division_id village_id,
    substring_index(substring_index(l.list_key, '/', -1), '-', 1) number
  from line l join division_version v on v.code = substring_index(l.list_key, '/', 1) and v.superseded_at = '9999-12-31'
    and v.valid_from <= l.day and v.valid_to > l.day
), borne as (
  select l.id, l.day, l.recorded_at, l.list_key, l.village_id, h.id household_id
  from listed l join household h on h.village_id = l.village_id and h.number = l.number and not h.dated
  union all
  select l.id, l.day, l.recorded_at, l.list_key, l.village_id, p.household_id
  from listed l join household_place p on p.village_id = l.village_id and p.number = l.number
    and p.recorded_at <= l.recorded_at and p.superseded_at > l.recorded_at and p.valid_from <= l.day and p.valid_to > l.day
)
select b.id, b.list_key, b.household_id, b.village_id, d.group_name
from borne b join household_details d on d.household_id = b.household_id
  and d.recorded_at <= b.recorded_at and d.superseded_at > b.recorded_at and d.valid_from <= b.day and d.valid_to > b.day;
