"""Every setting of the site. What changes from one machine to another comes from the environment:
the table is in deploy/settings.md."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from mooc import environment, logs
from mooc.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent

ENVIRONMENT = env.str("MOOC_ENVIRONMENT", default="development")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured("MOOC_ENVIRONMENT vaut « development » ou « production ».")
PRODUCTION = ENVIRONMENT == "production"
TESTING = "pytest" in sys.modules

DATA_DIR = environment.data_folder(BASE_DIR / (".test-data" if TESTING else "data"))
# Where `manage.py up` listens; without SITE_URL, also the address in mails.
PORT = environment.port()
BIND = env.str("BIND", default="localhost")
WEB_WORKERS = env.int("WEB_WORKERS", default=0)  # 0: one a core
JOB_WORKERS = env.int("JOB_WORKERS", default=0)
SITE_URL = env.str("SITE_URL", default="" if PRODUCTION else f"http://localhost:{PORT}").rstrip("/")
if not SITE_URL:
    raise ImproperlyConfigured("SITE_URL est obligatoire en production : l'adresse publique.")
if PRODUCTION and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL commence par https:// en production.")
SITE_NAME = "Alliances"

SECRET_KEY = environment.secret_key(DATA_DIR, production=PRODUCTION)
DEBUG = env.bool("MOOC_DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("MOOC_DEBUG est refusé en production.")

_host = urlsplit(SITE_URL).hostname or "localhost"
_hosts = [_host, "localhost", "127.0.0.1", "[::1]"]
if BIND != "localhost" and not PRODUCTION:
    _hosts = ["*"]  # opened to the network on purpose, under names that we cannot know
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=_hosts)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "mooc.accounts",
    "mooc.apps.SiteConfig",
    "certificates",
    "courses",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "mooc.middleware.PermissionsPolicyMiddleware",
    "mooc.middleware.SessionlessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mooc.accounts.middleware.PersonMiddleware",
    "mooc.accounts.middleware.StaffNeedsMfaMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mooc.middleware.NotAllowedPageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "mooc.urls"
WSGI_APPLICATION = "mooc.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "mooc" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mooc.context.site",
            ]
        },
    }
]

# Data -----------------------------------------------------------------------
DATABASES = {"default": environment.database(DATA_DIR, durable=not TESTING)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
CACHES = {"default": environment.cache()}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Tests serve the sources: nothing is collected for them.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = TESTING
STORAGES = {
    "default": environment.storage(DATA_DIR),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Language and time ----------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "mooc" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# Accounts -------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOCALE_PATHS.append(BASE_DIR / "mooc" / "accounts" / "wording")  # allauth's French, said better
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "mooc.accounts.passwords.SoundPassword"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "courses:learning:home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "mooc.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "mooc.accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "mooc.accounts.entering.LoginForm",
    "reset_password": "mooc.accounts.reset.ResetPasswordForm",
    "signup": "mooc.accounts.entering.SignupForm",
}
SIGNUP_OPEN = env.bool("SIGNUP_OPEN", default=True)
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# allauth offers the change only to those who have no account yet: that would tell who has one.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "mooc.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "mooc.accounts.passkeys.AddPasskeyForm",
    "edit_webauthn": "mooc.accounts.passkeys.EditPasskeyForm",
}
MFA_TOTP_ISSUER = SITE_NAME
# One step of 30 s either way: clocks of phones drift.
MFA_TOTP_TOLERANCE = 1
# Browsers accept passkeys over plain HTTP on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "mooc.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS, _oidc = environment.openid_connect()

# Mail: written to a folder shown in a page, or EMAIL_URL=smtp+tls://… ---------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Alliances <ne-pas-repondre@{_host}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 15
EMAIL_FILE_PATH = str(DATA_DIR / "mails")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
elif PRODUCTION:
    raise ImproperlyConfigured("EMAIL_URL est obligatoire en production.")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
SHOWS_MAILS = not PRODUCTION and EMAIL_BACKEND.endswith("filebased.EmailBackend")

# Jobs -------------------------------------------------------------------------
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = environment.broker(DATA_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000  # kB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "courses.sweep",
        "schedule": env.int("SWEEP_EVERY_SECONDS", default=30),
        # A message that a stopped worker finds an hour later is of no use: the next one does it.
        "options": {"expires": 30},
    },
}

# What the two applications ask of a host (docs/extension.md) --------------------
COURSES_PERSON = "mooc.accounts.person.person_of"
COURSES_SITE_URL = SITE_URL
# Years, after that of a meeting, during which its signatures still name people; and why.
COURSES_ATTENDANCE_YEARS = env.int("ATTENDANCE_YEARS", default=6)
COURSES_ATTENDANCE_WHY = env.str("ATTENDANCE_WHY", default="")
CERTIFICATES_ISSUER = environment.issuer(production=PRODUCTION)
CERTIFICATES_CLIENT_ADDRESS = "mooc.accounts.clients.client_address"
# Private keys: read by workers alone (docs/operations.md).
CERTIFICATES_KEYS = env.str("KEYS_DIR", default=str(DATA_DIR / "keys"))
CERTIFICATES_SEAL_PKCS11 = env.str("SEAL_PKCS11", default="")
CERTIFICATES_TIMESTAMP_URL = env.str("SEAL_TIMESTAMP_URL", default="")

# Who runs the site: the legal notice says so, and shows what is missing ---------
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default=f"contact@{_host}")
OPERATOR = {
    "name": env.str("OPERATOR_NAME", default=""),
    "legal_form": env.str("OPERATOR_LEGAL_FORM", default=""),
    "registration": env.str("OPERATOR_REGISTRATION", default=""),
    "address": env.str("OPERATOR_ADDRESS", default=""),
    "phone": env.str("OPERATOR_PHONE", default=""),
    "director": env.str("OPERATOR_DIRECTOR", default=""),
    "host": env.str("OPERATOR_HOST", default=""),
    "dpo": env.str("OPERATOR_DPO", default=""),
}
if PRODUCTION:
    environment.demand(OPERATOR_NAME=OPERATOR["name"], ISSUER_NAME=CERTIFICATES_ISSUER["name"])

# Accounts whose password is printed on screen; refused in production ------------
DEMO_DOMAIN = "@demo.example"

# /readyz answers 503 beyond these ------------------------------------------------
READY_MAX_JOB_SECONDS = env.int("READY_MAX_JOB_SECONDS", default=900)
READY_MAX_SWEEP_SECONDS = env.int("READY_MAX_SWEEP_SECONDS", default=180)

# Security -----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
if _oidc:
    # Chromium applies form-action to where a form's answer redirects.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(
        "{0.scheme}://{0.netloc}".format(urlsplit(_oidc))
    )
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# Logs: one JSON object a line, nothing about a person ------------------------------
LOGGING = logs.configuration(env.str("LOG_LEVEL", default=""))
