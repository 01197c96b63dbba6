"""The one clock: what is below the site is told what time it is, and never looks itself."""

from datetime import date, datetime

from wegwijzer.kernel.days import DUTCH_TIME


def now() -> datetime:
    """This moment, on a clock in the Netherlands, wherever the machine stands."""
    return datetime.now(DUTCH_TIME)


def today() -> date:
    """The day it is in the Netherlands."""
    return now().date()
