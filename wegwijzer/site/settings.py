"""Every setting, read from the environment.

docs/settings.md tells what each is for; a test keeps the two together.
"""

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
    "wegwijzer.ui",
    "wegwijzer.audit",
    "wegwijzer.directory",
    "wegwijzer.accounts",
    "wegwijzer.signpost",
]
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["wegwijzer.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [  # length over rules (NIST SP 800-63B): no capitals or signs are demanded
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "wegwijzer.accounts.passwords.Everybodys"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
MIDDLEWARE = ["wegwijzer.site.middleware.SecurityHeaders"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["django.templatetags.i18n", "wegwijzer.ui.templatetags.ww"]},
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
