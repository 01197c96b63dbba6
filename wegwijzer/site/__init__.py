"""The roof: settings, addresses, the server and the commands."""
