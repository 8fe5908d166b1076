-- Programs show a token that an issuer signed, which says for whom they act: nothing about them is kept here.
drop table web.machine_client;
