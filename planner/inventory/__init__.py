"""What stands in the province: records, reading, checks."""
