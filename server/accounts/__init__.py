"""Who comes in: set-up, joining, signing in, devices, sessions. Nothing here can read a record."""
