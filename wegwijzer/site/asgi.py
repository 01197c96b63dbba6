"""The application that a server runs: `uvicorn wegwijzer.site.asgi:application`."""

import os
from typing import cast

import django
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.site.settings")
django.setup()

from django.conf import settings  # noqa: E402  # settings exist only after setup

from wegwijzer.directory.files import Published  # noqa: E402  # the same
from wegwijzer.signpost.editions import Shelf  # noqa: E402  # the same
from wegwijzer.site.front import App, Front  # noqa: E402  # the same

front = application = Front(
    cast(App, get_asgi_application()), Shelf(settings.VAR / "editions"), Published(settings.VAR / "directory")
)
