"""How often somebody may guess wrong before it is over for a while. Knows no clock and no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many wrong guesses within so much time."""

    most: int
    within: timedelta


# A password that passes our rules is not among the first ten guesses, and 960 a day find it in no lifetime.
PASSWORD = Limit(10, timedelta(minutes=15))

# A return code has 71 bits beyond its room. At this pace a year holds 2^25 guesses, so the chance to hit one
# of a thousand conversations in a room is 2^-36. One a second is enough for a class that types at once.
CODE = Limit(60, timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Tries:
    """Guesses since a moment. They count before it is known whether they were right."""

    number: int
    since: datetime


def counted(before: Tries | None, limit: Limit, at: datetime) -> Tries:
    """With this guess counted; a new count when the time of the old one is over."""
    if before is None or at - before.since >= limit.within:
        return Tries(1, at)
    return Tries(before.number + 1, before.since)


def may(tries: Tries, limit: Limit) -> bool:
    """Whether the last guess that was counted is still looked at."""
    return tries.number <= limit.most


def over_at(tries: Tries, limit: Limit) -> datetime:
    """When the next guess is looked at again."""
    return tries.since + limit.within
