"""One family of distributions per file; the file is the family's page in the textbook."""
