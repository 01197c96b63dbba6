"""Headers that every answer carries, whoever gives it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from wegwijzer.accounts import sitting
from wegwijzer.site import clock

CSP = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# Pages are not kept by the browser: who looks at this device later finds no copy of what was read.
SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": CSP,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noarchive",
}


# The last resort: no template, no edition, no database is needed to say this.
WENT_WRONG = (
    "Er ging iets mis bij ons. Niets is kwijt. Is er gevaar? Bel 112. Denk je aan zelfdoding? Bel 113."
)


class FormsAtWork(CsrfViewMiddleware):
    """A form of people at work carries a token, so that no other site can send it in their name.

    Elsewhere there is no cookie, so nobody in whose name something could be sent.
    """

    def process_view(self, request: HttpRequest, *view: Any) -> Any:
        return super().process_view(request, *view) if request.path.startswith(sitting.PATH) else None


class AtWork:
    """Whoever is logged in, for as long as they are there; and what time it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(sitting.PATH):
            return self.get_response(request)
        sitting.arrive(request, clock.now())
        response = self.get_response(request)
        sitting.leave(request, response)
        # With "no-referrer" a browser says that a form came from nowhere, and then it cannot be trusted.
        response.headers["Referrer-Policy"] = "same-origin"
        return response


class SecurityHeaders:
    """Puts the headers on what Django answers; the front puts them on what it answers itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        return response
