-- The history of a batch is its commands; the page of a batch finds them without reading the whole log.
create index command_batch on log.command ((coalesce(answer ->> 'batch', input ->> 'batch')))
  where kind in ('payment.make-batch', 'payment.freeze-batch', 'payment.release-batch', 'payment.withdraw-batch', 'payment.send-batch');

-- A second press on "make" finds the batch that the first one made.
create index command_made_batch on log.command (input_hash) where kind = 'payment.make-batch';

create index batch_state on payment.batch (state);
create index entry_unexplained on payment.entry (booked_on) where meaning = 'unexplained';
