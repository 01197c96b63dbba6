"""Pure: how lines hang together, and what is wrong when they do not."""
