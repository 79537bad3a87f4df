-- Names and contents of files lie encrypted from here on: people write and photograph other people's names. A row from before has
-- its name in file_name and its content in clear.
alter table attachment
  modify column file_name varchar(160) null,
  add column sealed_name varbinary(700) null after file_name,
  add key attachment_stored (stored_by, stored_at, size);
