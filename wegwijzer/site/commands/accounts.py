"""`wegwijzer accounts`: the first person who runs the site; everybody else comes by an invitation."""

import argparse
import sys
from typing import Any


def register(commands: Any) -> None:
    accounts = commands.add_parser("accounts", help="people who work with the site").add_subparsers(
        dest="deed", required=True
    )
    first = accounts.add_parser("first", help="invite who runs the site; prints the link to open")
    first.add_argument("email")
    first.set_defaults(run=run_first)


def run_first(options: argparse.Namespace) -> int:
    """Exit 2 when this is no mail address; whoever can run this can read the database anyway."""
    import django

    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(options.email)
    except ValidationError:
        print("that is no mail address", file=sys.stderr)
        return 2
    print(_link(options.email))
    print("Open it in a browser within seven days. It works once.", file=sys.stderr)
    return 0


def _link(email: str) -> str:
    from django.conf import settings
    from django.db import transaction
    from django.urls import reverse

    from wegwijzer.accounts.actions import joining
    from wegwijzer.accounts.models import Organisation
    from wegwijzer.accounts.rules.roles import PLATFORM, Role
    from wegwijzer.kernel.actor import Actor
    from wegwijzer.site import clock

    by = Actor("", Role.PLATFORM_ADMIN, PLATFORM, "command")
    with transaction.atomic():
        at = clock.now()
        of = Organisation.objects.filter(code=PLATFORM).first()
        of = of or joining.let_in(PLATFORM, "Wegwijzer", by=by, at=at)
        token = joining.invite(of.pk, email, [Role.PLATFORM_ADMIN], by=by, at=at)
    return f"{settings.URL}{reverse('accept', args=[token])}"
