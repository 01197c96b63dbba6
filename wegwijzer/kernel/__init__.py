"""Ground: days, opening hours, files written whole. No word of the mission stands here."""
