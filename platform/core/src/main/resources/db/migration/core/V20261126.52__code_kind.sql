-- CERTIFICATE is longer than the kinds before it.
alter table code modify column kind varchar(20) not null;
