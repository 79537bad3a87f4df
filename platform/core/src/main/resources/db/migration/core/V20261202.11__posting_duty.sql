-- Where somebody holds a duty on a day, without a look at the other postings.
alter table posting add key posting_duty (duty, valid_to, valid_from, superseded_at, recorded_at, division_id);
