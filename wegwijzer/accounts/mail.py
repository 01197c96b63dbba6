"""The few mails that people at work get. They hold a link or a moment, and nothing of what is sealed."""

import logging
import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail

from wegwijzer.accounts.models import Account
from wegwijzer.kernel.days import DUTCH_TIME

log = logging.getLogger("wegwijzer.accounts")

INVITED = """U bent uitgenodigd om bij Wegwijzer te werken voor {organisation}.

Open deze link om een account te maken. De link werkt één keer, tot {until}:
{link}

Kent u deze organisatie niet? Dan kunt u deze mail weggooien.
"""
ANEW = """Uw account bij Wegwijzer begint opnieuw, omdat een collega van {organisation} dat heeft ingesteld.

Kies met deze link een nieuw wachtwoord. De link werkt één keer, tot {until}:
{link}

Heeft u hier niet om gevraagd? Bel dan uw collega.
"""
NEW_DEVICE = """Er is op {moment} ingelogd op uw account bij Wegwijzer.
Het apparaat kenden we nog niet.

Was u dat zelf? Dan hoeft u niets te doen.
Was u dat niet? Bel dan meteen de beheerder van uw organisatie. Die kan het account direct blokkeren.
"""


def send_invitation(email: str, organisation: str, link: str, until: str) -> bool:
    """Whether it was sent; when not, somebody must pass on the link."""
    text = INVITED.format(organisation=organisation, link=link, until=until)
    return _send(email, "Uitnodiging voor Wegwijzer", text)


def send_anew(email: str, organisation: str, link: str, until: str) -> bool:
    """Whether it was sent; when not, somebody must pass on the link."""
    return _send(email, "Nieuw wachtwoord", ANEW.format(organisation=organisation, link=link, until=until))


def tell_new_device(person: Account, at: datetime) -> bool:
    moment = at.astimezone(DUTCH_TIME).strftime("%d-%m-%Y om %H:%M")
    return _send(person.email, "Ingelogd op een nieuw apparaat", NEW_DEVICE.format(moment=moment))


def _send(email: str, subject: str, text: str) -> bool:
    if not settings.EMAIL_HOST:
        return False
    try:
        return bool(send_mail(subject, text, None, [email]))
    except (OSError, smtplib.SMTPException) as error:  # the log tells that it failed, not to whom
        log.error("a mail could not be sent: %s", type(error).__name__)
        return False
