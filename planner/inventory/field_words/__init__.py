"""What each field means, in both languages."""
