"""Thousands of samples of one storm at once, each exactly as the plain simulation would have it."""
