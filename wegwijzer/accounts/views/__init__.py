"""Pages of people at work that are about themselves, their colleagues and their organisation."""
