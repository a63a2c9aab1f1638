"""Ensembles: many storms that may come, many samples of damage from each, and how sure each unit's verdict is."""
