"""What looks like a telephone number or a mail address: not for made-up sentences, nor for answers."""

import re

# Nine digits or more after a zero or a plus, however they are set apart; a date or a school year is shorter.
_NUMBER = r"(?<!\d)(?:\+\d{1,3}|00|0)(?:[\s./()-]{0,3}\d){8,12}(?!\d)"
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
PERSONAL = re.compile(f"{_NUMBER}|{_MAIL}")


def without_personal(text: str) -> str:
    """The text with dots in the place of numbers and addresses."""
    return PERSONAL.sub("…", text)
