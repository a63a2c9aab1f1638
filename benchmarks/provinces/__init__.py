"""Seeded maker of illustrative provinces: real places, made-up stations, fiber and power."""
