-- Records of every kind (cn.mingbai.courses.rate.TrainingKind): class hours and the class they were sat in, and the
-- re-check that a record answers.
alter table training_record
  add column hours decimal(4,1) null after score,
  add column class_session_id bigint null after hours,
  add column recheck_id bigint null after class_session_id,
  add key training_record_class (class_session_id);
