"""YAML as planners write it: read with the place of every value, and with words for what is wrong."""
