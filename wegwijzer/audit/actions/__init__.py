"""Deeds of the ledger: there is one."""
