"""Best tracks as agencies publish them, read into storms."""
