-- Which print a stub was torn from.
alter table print_sheet add key print_sheet_stub_print (stub_id, batch_id);
