"""How the tables of the records came to be: one file for each format, run by Alembic."""
