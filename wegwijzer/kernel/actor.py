"""Who does a deed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work, or the program itself.

    `account` is the name of the account, `role` a word such as "coordinator", `organisation` what the account
    belongs to, such as "school:01AB00"; "" for none. `origin`: by which door they came in.
    """

    account: str
    role: str
    organisation: str = ""
    origin: str = "command"
