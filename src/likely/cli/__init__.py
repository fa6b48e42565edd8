"""The command line: one file per command. Commands parse and print; they decide nothing."""
