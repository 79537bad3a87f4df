-- Papers whose answers were typed are marked anew when a key is corrected: the row before is superseded, one with the same
-- answers and the new mark follows it. cause: TYPED or KEY_CORRECTION.
alter table drawn_paper_answers
  add column cause varchar(20) not null default 'TYPED',
  add column correction_id bigint null,
  add constraint drawn_paper_answers_correction_fk foreign key (correction_id) references key_correction (id);

-- Of how many papers that met the question only a score was on record, so that they could not be marked anew.
alter table key_correction add column by_score int not null default 0;
