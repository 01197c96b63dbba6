"""Publishing: from the tables to the register that visitors see."""

from datetime import datetime

from wegwijzer.directory import queries
from wegwijzer.directory.files import Published
from wegwijzer.directory.rules.register import Register


def publish(published: Published, *, at: datetime) -> Register:
    """Write what the tables hold now as the register in use."""
    register = queries.register(at.date().isoformat())
    published.write(register)
    return register
