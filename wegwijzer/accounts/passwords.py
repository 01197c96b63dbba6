"""How a password is kept: Argon2id, twice over 19 MiB, as in the vault. Django itself takes 100 MiB."""

import re

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wegwijzer.vault import sealing


class Argon2(Argon2PasswordHasher):
    time_cost = sealing.ARGON_PASSES
    memory_cost = sealing.ARGON_MEMORY // 1024  # KiB
    parallelism = 1


EVERYBODYS = """
    wachtwoord welkom welkombij geheim school leraar docent wegwijzer vertrouwen vertrouwenspersoon
    helpdesk nederland amsterdam rotterdam utrecht denhaag voorjaar zomer herfst winter lente
    januari februari maart april juni juli augustus september oktober november december maandag
    dinsdag woensdag donderdag vrijdag zaterdag zondag hallo mijnwachtwoord nieuwwachtwoord
    ditiseenwachtwoord ikhouvanjou schatje lieverd password qwerty qwertyuiop asdfgh azerty letmein
    welcome admin administrator beheerder
"""


class LongEnough(MinimumLengthValidator):
    """Length over rules: no capitals or signs are demanded (NIST SP 800-63B)."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Neem minstens {self.min_length} tekens."


class Everybodys:
    """Refuses a word that many choose with digits and signs around it, such as Welkom2026!!.

    Django's own list is of what leaked elsewhere and has few Dutch words.
    """

    def validate(self, password: str, user: object = None) -> None:
        if re.sub(r"[^a-z]", "", password.casefold()) in {"", *EVERYBODYS.split()}:
            raise ValidationError(_("Dit wachtwoord kiezen veel mensen. Neem liever een paar losse woorden."))

    def get_help_text(self) -> str:
        return _("Neem een paar losse woorden die niet bij elkaar horen.")
