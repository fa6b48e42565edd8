"""From sums to an honest answer: maximum, verdict, uncertainty, report."""
