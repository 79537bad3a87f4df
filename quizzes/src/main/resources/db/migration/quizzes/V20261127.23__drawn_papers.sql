-- A paper drawn for one person of a test on paper (书面考试), printed with its code; the questions are frozen in it.
create table drawn_paper (
  id bigint not null primary key,
  paper_test_id bigint not null,
  person_id bigint not null,
  code char(7) not null,
  questions mediumtext not null,
  recorded_at datetime(6) not null,
  recorded_by bigint not null,
  unique key drawn_paper_code (code),
  unique key drawn_paper_person (paper_test_id, person_id),
  constraint drawn_paper_test_fk foreign key (paper_test_id) references paper_test (id),
  constraint drawn_paper_person_fk foreign key (person_id) references person (id),
  constraint drawn_paper_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence drawn_paper_seq start with 1 increment by 50;

-- What stood on it, as it was typed: by number, in the form in which pages save answers. Superseded when the score that
-- rests on it is taken back, so that it can be typed anew.
create table drawn_paper_answers (
  id bigint not null primary key,
  drawn_paper_id bigint not null,
  answers text not null,
  right_count int not null,
  score int not null,
  recorded_at datetime(6) not null,
  superseded_at datetime(6) not null,
  recorded_by bigint not null,
  in_force bigint generated always as (case when superseded_at >= '9999-12-31' then drawn_paper_id end) stored,
  unique key drawn_paper_answers_in_force (in_force),
  constraint drawn_paper_answers_paper_fk foreign key (drawn_paper_id) references drawn_paper (id),
  constraint drawn_paper_answers_recorder_fk foreign key (recorded_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence drawn_paper_answers_seq start with 1 increment by 50;
