"""Deeds: people who come and go, keys that change hands, boxes that are shared. Each writes its line."""
