"""Work that nobody asks for, done by the running site itself."""

import asyncio

from wegwijzer.accounts.rules.roles import PLATFORM
from wegwijzer.kernel.actor import Actor
from wegwijzer.site import clock
from wegwijzer.site.faults import tell_where

HOUR = 3600.0  # seconds
KEEPER = Actor("", "keeper", PLATFORM, "timer")


async def every_hour() -> None:
    """Let go what has served its term. A database that is away is tried again an hour later."""
    while True:
        await asyncio.sleep(HOUR)
        try:
            await asyncio.to_thread(_let_go)
        except Exception as error:
            tell_where("what has served its term could not be let go", error)


def _let_go() -> None:
    from django.db import close_old_connections

    from wegwijzer.accounts.actions import retention

    try:
        retention.run(by=KEEPER, at=clock.now())
    finally:
        close_old_connections()
