"""The application that a server runs: `uvicorn wegwijzer.site.asgi:application`."""

import os

import django
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.site.settings")
django.setup()

from django.conf import settings  # noqa: E402  # settings exist only after setup

from wegwijzer.signpost.editions import Shelf  # noqa: E402  # the same
from wegwijzer.site.front import Front  # noqa: E402  # the same

front = application = Front(get_asgi_application(), Shelf(settings.VAR / "editions"))
