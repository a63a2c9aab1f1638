"""What is measured, and the provinces it is measured on."""
