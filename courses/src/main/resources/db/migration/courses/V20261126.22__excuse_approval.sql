alter table training_excuse
  add constraint training_excuse_attachment_fk foreign key (attachment_id) references attachment (id),
  add constraint training_excuse_approval_fk foreign key (approval_id) references approval (id);
