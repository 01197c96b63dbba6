"""What the command line can do. Nothing here decides anything: find, call, print."""
