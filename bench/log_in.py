"""What it costs to log in: the password is checked and the key opened, each by Argon2id on purpose."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.ledger import database
from bench.rows import Row, measures

AT = datetime(2027, 1, 10, tzinfo=UTC)
TIMES = 60


@measures("log_in.per_second")
def log_in() -> Iterator[Row]:
    """The first step as the site does it, by one process; beside it Argon2id alone."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.site.settings")
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from wegwijzer.accounts.actions import joining
    from wegwijzer.accounts.rules.roles import Role
    from wegwijzer.kernel.actor import Actor
    from wegwijzer.vault import sealing

    with database("audit", "accounts", "sessions", "account", "mfa", "socialaccount"):
        call_command("createcachetable", verbosity=0)
        platform = Actor("platform", Role.PLATFORM_ADMIN, "wegwijzer")
        of = joining.let_in("desk:bench", "Bench", by=platform, at=AT)
        password = "vier losse woorden samen"  # noqa: S105  # opens nothing
        token = joining.invite(of.id, "a@bench.example", [Role.ORGANISATION_ADMIN], by=platform, at=AT)
        joining.accept(token, "a", password, by=platform, at=AT)
        fields = {"login": "a@bench.example", "password": password}
        begin = time.perf_counter()
        for _ in range(TIMES):
            if Client().post("/werk/inloggen/", fields).status_code != 302:
                raise RuntimeError("could not log in")
        done = TIMES / (time.perf_counter() - begin)
        begin = time.perf_counter()
        for _ in range(TIMES):
            sealing.key_from_password(password, bytes(sealing.SALT))
        alone = TIMES / (time.perf_counter() - begin)
    yield Row(
        name="log_in.per_second",
        value=done,
        unit="/s",
        reference="Argon2id once",
        reference_value=alone,
        aim=">= 0.2",
    )
