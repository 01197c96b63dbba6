"""What is sealed, and for whom: keys, wrapped keys, return codes. Knows nothing of cases or people."""
