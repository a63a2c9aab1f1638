"""Weak points: which assets, alone or together, break a requirement."""
