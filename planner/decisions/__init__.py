"""What to do: the smallest change that mends a failing requirement."""
