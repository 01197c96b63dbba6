"""Every setting, read from the environment.

docs/settings.md tells what each is for; a test keeps the two together.
"""

import json
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("WEGWIJZER_VAR", ROOT / "var"))

DEBUG = False  # never shown to anybody: an error page with a trace would tell what was typed


def _secret_key() -> str:
    """From the environment, or made once and kept beside the database.

    Nobody starts with a key that others know.
    """
    if key := os.environ.get("WEGWIJZER_SECRET_KEY"):
        return key
    path = VAR / "secret_key"
    try:
        return path.read_text("ascii").strip()
    except OSError:
        pass
    key = secrets.token_urlsafe(50)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)
    except FileExistsError:
        return path.read_text("ascii").strip()
    except OSError:
        pass  # a read-only disk: this key lives as long as the process, and nothing public depends on it
    return key


SECRET_KEY = _secret_key()


def _database(address: str) -> dict[str, object]:
    """sqlite:///path or postgresql://user:password@host:port/name (a socket folder as ?host=/path)."""
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;",
            },
            "CONN_MAX_AGE": None,
        }
    if parts.scheme in ("postgresql", "postgres"):
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "OPTIONS": {"pool": {"timeout": 5}, "connect_timeout": 5},  # seconds: say soon that it is away
        }
    raise ImproperlyConfigured("WEGWIJZER_DATABASE must begin with sqlite:// or postgresql://")


def _sign_on(path: str | None) -> list[dict[str, object]]:
    """Organisations whose people log in at their own provider: docs/how-to/log-in-with-open-id-connect.md."""
    if not path:
        return []
    try:
        found = json.loads(Path(path).read_text("utf-8"))
        return [
            {
                "provider_id": one["id"],
                "name": one["name"],
                "client_id": one["client_id"],
                "secret": one["secret"],
                "settings": {
                    "server_url": one["issuer"],
                    "organisation": one["organisation"],
                    "oauth_pkce_enabled": True,
                },
            }
            for one in found
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(
            f"WEGWIJZER_SIGN_ON: {path} cannot be read ({type(error).__name__})"
        ) from None


DATABASES = {
    "default": _database(os.environ.get("WEGWIJZER_DATABASE") or f"sqlite://{VAR / 'wegwijzer.sqlite3'}")
}

# The public address of this site: printed under a route and in its QR code.
URL = os.environ.get("WEGWIJZER_URL", "http://127.0.0.1:8000").rstrip("/")
# Where `wegwijzer directory import` gets open data, when no file is named.
DIRECTORY_URLS = tuple(os.environ.get("WEGWIJZER_DIRECTORY_URLS", "").split())
# Mail goes to organisations only, about their own facts. Without a host none is sent.
EMAIL_HOST = os.environ.get("WEGWIJZER_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("WEGWIJZER_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("WEGWIJZER_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WEGWIJZER_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("WEGWIJZER_EMAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("WEGWIJZER_EMAIL_FROM", "")
# Whether `wegwijzer facts check-links` may ask machines of others.
CHECK_LINKS = os.environ.get("WEGWIJZER_CHECK_LINKS") == "1"
# Where "Snel weg" leads: a page that says nothing about who looks at it.
EXIT_URL = os.environ.get("WEGWIJZER_EXIT_URL", "https://nl.wikipedia.org/wiki/Hoofdpagina")
# How to report a weak spot; without one the site's own page tells how.
SECURITY_CONTACT = os.environ.get("WEGWIJZER_SECURITY_CONTACT", "")

ALLOWED_HOSTS = ["*"]  # no page and no mail is made from the Host header: addresses come from URL above
ROOT_URLCONF = "wegwijzer.site.urls"
ASGI_APPLICATION = "wegwijzer.site.asgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "wegwijzer.ui",
    "wegwijzer.audit",
    "wegwijzer.directory",
    "wegwijzer.accounts",  # before allauth, so that its pages take our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wegwijzer.signpost",
]
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["wegwijzer.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "wegwijzer.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "wegwijzer.accounts.passwords.Everybodys"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Where people at work log in: django-allauth, closed to whoever is not invited.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "wegwijzer.accounts.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "wegwijzer.accounts.forms.LogIn",
    "reauthenticate": "wegwijzer.accounts.forms.Again",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is known to be right: the invitation came in there
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = URL.split(":", 1)[0]
ACCOUNT_LOGIN_TIMEOUT = 600  # seconds between the password and the second step
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
# Nothing is counted by IP address: behind one sits a whole organisation. The adapter counts passwords.
ACCOUNT_RATE_LIMITS = {
    **dict.fromkeys(
        ("change_password", "manage_email", "reset_password", "signup", "login", "reauthenticate")
    ),
    "login_failed": "10/15m/key",
}
MFA_ADAPTER = "wegwijzer.accounts.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "wegwijzer.accounts.forms.AddPasskey",
    "activate_totp": "wegwijzer.accounts.forms.FirstCode",
    "authenticate": "wegwijzer.accounts.forms.SecondStep",
    "reauthenticate": "wegwijzer.accounts.forms.SecondStepAgain",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "Wegwijzer"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that the clock of a telephone may differ
MFA_RATE_LIMITS = {"webauthn_login": None}
SOCIALACCOUNT_ADAPTER = "wegwijzer.accounts.adapters.SingleSignOn"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _sign_on(os.environ.get("WEGWIJZER_SIGN_ON"))}}
# A link and no form: the CSP lets no form of ours end at another site, and a link changes nothing here.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_STORE_TOKENS = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/werk/"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/werk/inloggen/"

# Cookies are for people at work, under /werk/ only: a visitor gets none.
_SECURE = URL.startswith("https://")
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "ww_session", "ww_csrf"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/werk/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds; a sitting ends sooner, see accounts/sitting.py
CSRF_COOKIE_AGE = None  # until the browser closes
CSRF_TRUSTED_ORIGINS = [URL]  # behind a proxy the address here differs from the one in the browser
CSRF_FAILURE_VIEW = "wegwijzer.site.views.too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# What must be shared by all processes, such as codes that were used: in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "wegwijzer.site.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wegwijzer.site.middleware.FormsAtWork",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wegwijzer.site.middleware.AtWork",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "wegwijzer.ui.templatetags.ww"],
        },
    }
]

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024  # bytes; the front lets no more through
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20

# No log line holds an address, a header or a form of a visitor: the loggers that would write one are shut.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},  # no handler at all would mean the one of last resort
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "wegwijzer": {"level": "INFO"},
        "psycopg.pool": {"level": "ERROR"},  # it repeats itself; `doctor` and the request tell it once
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "uvicorn.error": {"level": "WARNING"},
        "uvicorn.access": {"handlers": ["nowhere"], "propagate": False},
    },
}
