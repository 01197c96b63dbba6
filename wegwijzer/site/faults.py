"""What the log tells of an error: its kind and where, never its message.

A message may hold what somebody typed.
"""

import logging
import traceback

log = logging.getLogger("wegwijzer.faults")


def tell_where(what: str, error: BaseException) -> None:
    """One line for what could not be done, and the places in the code."""
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, places)
