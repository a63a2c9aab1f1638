"""How it hangs together: backhaul, power, risk groups."""
