"""Where rows come from, and how sums over them are taken."""
