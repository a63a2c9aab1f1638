"""What happens: damage, power, backhaul, service, causes."""
