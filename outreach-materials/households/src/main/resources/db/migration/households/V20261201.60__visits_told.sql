-- Whether a household was reached before is asked with every visit, of the index alone; the last visit of a household is
-- found among its few.
alter table visit
  add key visit_told (household_id, superseded_at, outcome, visited_on),
  drop key visit_household;
