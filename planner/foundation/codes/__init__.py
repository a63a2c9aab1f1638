"""Every finding code with its explanation, a table for each family."""
