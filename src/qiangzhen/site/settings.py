"""Settings of the web; all that may differ between places comes from ``environment``."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from .environment import ROOT, BadEnvironment, read_environment

ENVIRONMENT = read_environment()


def _kept(file_name: str, given: str, length: int) -> str:
    """Return the given secret, or one made once and kept in the data folder, readable by its owner only."""
    if given:
        return given
    path = ENVIRONMENT.data_dir / file_name
    if not path.exists():
        try:
            ENVIRONMENT.data_dir.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(length), encoding="ascii")
        except OSError as error:
            raise BadEnvironment(f"QIANGZHEN_DATA_DIR: {path} cannot be written: {error.strerror}") from error
    return path.read_text(encoding="ascii").strip()


def _database(url: str, data_dir: Path) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "qiangzhen.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: a ledger line that was acknowledged survives a power cut.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise BadEnvironment("QIANGZHEN_DATABASE_URL must read postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _kept("secret.key", ENVIRONMENT.secret_key, 32)
QIANGZHEN_DATA_KEY = _kept("data.key", ENVIRONMENT.data_key, 16)
if len(QIANGZHEN_DATA_KEY) != 32:
    raise BadEnvironment("QIANGZHEN_DATA_KEY must be 32 hexadecimal digits")
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [host.strip() for host in ENVIRONMENT.hosts.split(",") if host.strip()]

INSTALLED_APPS = [
    "qiangzhen.site",
    "qiangzhen.portal",
    "qiangzhen.mandates",
    "qiangzhen.catalogue",
    "qiangzhen.documents",
    "qiangzhen.agencies",
    "qiangzhen.places",
    "qiangzhen.ledger",
    "qiangzhen.county",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "django_htmx",
    "django_cotton",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "qiangzhen.site.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "qiangzhen.site.middleware.LanguageMiddleware",
    "qiangzhen.site.api.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qiangzhen.site.middleware.ActorMiddleware",
    "qiangzhen.site.middleware.UploadLimitMiddleware",
    "qiangzhen.site.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "qiangzhen.site.urls"
WSGI_APPLICATION = "qiangzhen.site.wsgi.application"
DATABASES = {"default": _database(ENVIRONMENT.database_url, ENVIRONMENT.data_dir)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "qiangzhen.site.frame.frame_context",
            ],
            "builtins": ["django.templatetags.i18n", "qiangzhen.site.templatetags.qiangzhen"],
        },
    }
]

AUTH_USER_MODEL = "agencies.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "qiangzhen.site.signing_in.PasswordBackend",
    *(["qiangzhen.site.signing_in.ProviderBackend"] if ENVIRONMENT.oidc_client_id else []),
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "portal"

# Guessing: five wrong passwords close the name for a quarter of an hour from that address.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "qiangzhen.site.signing_in.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False

OTP_TOTP_ISSUER = "强镇 Qiangzhen"

OIDC_RP_CLIENT_ID = ENVIRONMENT.oidc_client_id
OIDC_RP_CLIENT_SECRET = ENVIRONMENT.oidc_client_secret
OIDC_OP_AUTHORIZATION_ENDPOINT = ENVIRONMENT.oidc_authorization_endpoint
OIDC_OP_TOKEN_ENDPOINT = ENVIRONMENT.oidc_token_endpoint
OIDC_OP_USER_ENDPOINT = ENVIRONMENT.oidc_user_endpoint
OIDC_OP_JWKS_ENDPOINT = ENVIRONMENT.oidc_jwks_endpoint
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_USE_PKCE = True
OIDC_CREATE_USER = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = ENVIRONMENT.data_dir / "uploads"
WHITENOISE_USE_FINDERS = DEBUG
# Uploads stream to disk; the list reader has its own limit and says so in words.
UPLOAD_LIMIT_MB = ENVIRONMENT.upload_limit_mb
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "qiangzhen.site.pages.faults.views.stale_form"
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING_CONFIG = "qiangzhen.site.logs.configure"
LOGGING = {"level": ENVIRONMENT.log_level}

LOCAL_LAW = ENVIRONMENT.law_dir
REPOSITORY = ROOT
