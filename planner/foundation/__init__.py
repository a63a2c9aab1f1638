"""What everything stands on: text, units, time, places, reading YAML with marks, findings, errors, outputs."""
