"""Files of others, read row by row into plain values. No Django."""
