"""What must hold: requirements, the hardened test, verdicts."""
