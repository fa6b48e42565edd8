"""A site on this machine, rebuilt as its author types. Loopback only."""
