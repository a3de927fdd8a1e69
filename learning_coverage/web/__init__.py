"""What stands between the network and the dashboard: the doors, signing in, the data interface, the state of health."""
