-- A track names courses that are not written yet: a requirement may come before its course, and counts nobody until then.
alter table requirement_course drop foreign key requirement_course_course_fk;
