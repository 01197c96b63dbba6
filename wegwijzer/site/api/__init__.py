"""The public API: everything at and below /api/v1. See docs/reference/api.md.

It follows the Dutch API Design Rules (Logius, 2.1), and reads what the front holds in memory, never a table.
"""
