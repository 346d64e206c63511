"""Who works at the desk: signing in, the lock, the list of the staff. Imported when the records are open."""
