"""What stands before the records: two doors at the first start, set-up, unlocking, the recovery key."""
