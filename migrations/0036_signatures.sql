-- On the side of the holder more than one person may have to sign: two parents, or one for the care and one for the money.
alter table agreement.signature drop constraint signature_pkey;
alter table agreement.signature add primary key (agreement_id, party, person);
