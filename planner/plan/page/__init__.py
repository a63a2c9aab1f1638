"""The page that a committee explores: one HTML file, no request, the whole run inside it."""
