"""The Lab's page: its data sets, its families, and what its worker runs."""
