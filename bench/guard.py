"""What it costs to renew the key of an organisation: each key of a box is wrapped anew, at once."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.ledger import database
from bench.rows import Row, measures

AT = datetime(2027, 1, 10, tzinfo=UTC)
BOXES = 1_000
NAMES = ("guard.new_boxes_per_second", "guard.renew_per_second", "guard.renew_ten_times_per_second")


@measures(*NAMES)
def guard() -> Iterator[Row]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.site.settings")
    django.setup()
    from wegwijzer.accounts import queries
    from wegwijzer.accounts.actions import boxes, joining
    from wegwijzer.accounts.actions import guard as deeds
    from wegwijzer.accounts.rules.roles import Role
    from wegwijzer.kernel.actor import Actor
    from wegwijzer.vault import return_code

    with database("audit", "accounts"):
        platform = Actor("platform", Role.PLATFORM_ADMIN, "wegwijzer")
        admin = Actor("admin", Role.ORGANISATION_ADMIN, "desk:bench")
        of = joining.let_in("desk:bench", "Bench", by=platform, at=AT)
        roles, password = [Role.ORGANISATION_ADMIN], "vier losse woorden samen"
        token = joining.invite(of.id, "a@bench.example", roles, by=platform, at=AT)
        account = joining.accept(token, "a", password, by=admin, at=AT)
        opened = queries.open_member(account.id, password)
        deeds.first_key(of.id, opened, by=admin, at=AT)

        def fill(number: int) -> float:
            begin = time.perf_counter()
            for _ in range(number):
                boxes.make([of.id], return_code.new(), bytes(32), by=admin, at=AT)
            return number / (time.perf_counter() - begin)

        def renew() -> float:
            begin = time.perf_counter()
            moved = deeds.renew(of.id, opened, by=admin, at=AT)
            return moved / (time.perf_counter() - begin)

        yield Row(name="guard.new_boxes_per_second", value=fill(BOXES), unit="/s", aim=">= 100")
        few = renew()
        yield Row(name="guard.renew_per_second", value=few, unit="/s", aim=">= 500")
        fill(9 * BOXES)
        yield Row(
            name="guard.renew_ten_times_per_second",
            value=renew(),
            unit="/s",
            reference="the same with a tenth of the boxes",
            reference_value=few,
            aim=">= 0.7",
        )
