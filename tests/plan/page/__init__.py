"""The page to explore: its data against the run, and the page itself in a real browser."""
