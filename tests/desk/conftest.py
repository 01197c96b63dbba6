"""Pages of people at work, asked in this process; a page of the public site is not needed."""

import pytest

from tests.actions.conftest import django_db_modify_db_settings, quick_passwords

__all__ = ["django_db_modify_db_settings", "quick_passwords"]


@pytest.fixture(autouse=True)
def _quick(quick_passwords: None) -> None:
    """Passwords cost little here."""
