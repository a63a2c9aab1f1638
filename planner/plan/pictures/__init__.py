"""The plan's pictures: SVG written by us, legible in print and in grey, the same bytes each time."""
