"""Rules that are asked while a page is read, run and written: one a file, named by its idea."""
