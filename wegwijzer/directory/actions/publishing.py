"""Publishing: from the tables to the register that visitors see."""

from datetime import datetime

from wegwijzer.directory import queries
from wegwijzer.directory.files import Published
from wegwijzer.directory.rules.register import Register
from wegwijzer.kernel.days import DUTCH_TIME


def publish(published: Published, *, at: datetime) -> Register:
    """Write what the tables hold now as the register in use, with the Dutch day."""
    with published.alone():  # or one that read before a withdrawal could write after it
        register = queries.register(at.astimezone(DUTCH_TIME).date().isoformat())
        published.write(register)
    return register
