"""What comes: tracks, wind, footprints, removals."""
