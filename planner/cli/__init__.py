"""The command: reads, calls the library, shows, exits."""
