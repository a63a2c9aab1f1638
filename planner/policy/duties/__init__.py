"""Requirements beside the stations: command, warning, coverage, fuel, reach, registers that are judged."""
