"""The ledger: who did what, written in the same transaction as the deed, and never changed."""
