alter table person_merge
  add constraint person_merge_approval_fk foreign key (approval_id) references approval (id);
