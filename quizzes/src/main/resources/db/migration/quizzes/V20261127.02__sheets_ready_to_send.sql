-- sheet: the drawn questions as the page shows them, as JSON without any key, so that a start sends what is ready and parses
-- nothing. Null for attempts from before; they are read from the paper.
alter table attempt
  add column sheet mediumtext null,
-- When the last person's time is over is asked for each result that is looked at: read from two index ends.
  add key attempt_sitting_end (sitting_id, window_end),
  add key attempt_sitting_extra (sitting_id, extra_seconds);
