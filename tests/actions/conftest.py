"""Deeds on tables: a database in a file, so that two threads meet in it as two processes would."""

import pytest


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """A test database of SQLite lies in memory, where a second connection is refused instead of waiting."""
    from django.db import connections

    settings = connections.databases["default"]
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture
def quick_passwords(monkeypatch, settings):
    """Passwords cost a quarter of a millisecond: here it is not about how slow they are."""
    from wegwijzer.vault import sealing

    monkeypatch.setattr(sealing, "ARGON_PASSES", 1)
    monkeypatch.setattr(sealing, "ARGON_MEMORY", 8192)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
