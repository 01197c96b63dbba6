"""What the front has in use: every answer is made of this, so it is there while the database is away."""

from datetime import date

from wegwijzer.directory.rules.register import Register
from wegwijzer.signpost.facts import Facts
from wegwijzer.site import clock
from wegwijzer.site.front import Front


class NothingPublished(RuntimeError):
    """There is no edition yet, or the published schools cannot be read."""


def front() -> Front:
    from wegwijzer.site.asgi import front

    return front


def register() -> Register:
    """The schools in use. Raises `NothingPublished` when there are, and none can be read."""
    if front().schools_lost:
        raise NothingPublished
    return front().register


def today() -> date:
    return clock.today()


def facts() -> Facts:
    """The edition and the schools in use, on this day. Raises `NothingPublished`."""
    edition = front().edition
    if edition is None:
        raise NothingPublished
    return Facts(edition, register(), today(), front().installation.standing)
