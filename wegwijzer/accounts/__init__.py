"""Professionals: their organisations, their roles, and the keys that each of them holds."""
