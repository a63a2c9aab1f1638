"""Registers: one table each, in the plan's appendices and from `planner register`."""
