"""The application in this process, with the published edition. No browser here."""

from collections.abc import Iterator

import pytest

from tests.pages.asking import Asking
from tests.pages.published import addresses, edition
from tests.running_site import Site
from wegwijzer.directory.files import Published
from wegwijzer.signpost.editions import Shelf

__all__ = ["addresses", "ask", "edition"]


@pytest.fixture(scope="session")
def ask(site: Site) -> Iterator[Asking]:
    from wegwijzer.site import asgi

    asgi.front.shelf = Shelf(site.var / "editions")
    asgi.front.published = Published(site.var / "directory")
    asgi.front.look()
    with Asking(asgi.application) as asking:
        yield asking
