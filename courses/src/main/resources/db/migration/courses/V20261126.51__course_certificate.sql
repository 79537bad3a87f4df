-- A course certificate: what it says is frozen when it is first asked for, and stays when the course is withdrawn, the
-- person leaves or two people turn out to be one. One to a pass; passing again makes another.
create table course_certificate (
  id bigint not null primary key,
  record_id bigint not null,
  person_id bigint not null,
  name varchar(60) not null,
  course_code varchar(10) not null,
  course_version int not null,
  course_title varchar(100) not null,
  kind varchar(20) not null,
  score int null,
  hours decimal(4,1) null,
  passed_on date not null,
  valid_until date null,
  issuer varchar(1000) not null,
  number varchar(30) not null,
  issued_at datetime(6) not null,
  issued_by bigint null,
  unique key course_certificate_record (record_id),
  unique key course_certificate_number (number),
  key course_certificate_person (person_id),
  constraint course_certificate_record_fk foreign key (record_id) references training_record (id),
  constraint course_certificate_person_fk foreign key (person_id) references person (id),
  constraint course_certificate_issuer_fk foreign key (issued_by) references person (id)
) engine = InnoDB default charset utf8mb4 collate utf8mb4_uca1400_as_cs;
create sequence course_certificate_seq start with 1 increment by 50;
