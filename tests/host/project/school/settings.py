from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "nothing to hide"
INSTALLED_APPS = [
    "school.people",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "courses",
    "certificates",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "school.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "school" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "school.sqlite3",
        # The story and its worker write from two threads of one process.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
AUTH_USER_MODEL = "people.Member"
LOGIN_URL = "entrer"
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Brussels"
STATIC_URL = "/fichiers/"
STATIC_ROOT = BASE_DIR / "collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        # Refuses a style sheet that names a file we do not ship.
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
    "certificates": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BASE_DIR / "attestations"},
    },
}
CELERY_TASK_IGNORE_RESULT = True

COURSES_SITE_URL = "https://ecole.example"
COURSES_PERSON = "school.people.person.person_of"
CERTIFICATES_ISSUER = {"name": "Institut du lien", "signatory": "La directrice"}
CERTIFICATES_KEYS = BASE_DIR / "keys"

HOST_LOGIN = "/entrer/"
HOST_HAS_WORKER = True
HOST_LEARNER = {"username": "ines", "address": "ines@ecole.example"}
HOST_NAME = {"first_names": "Inès", "last_name": "Çelik-Dubois"}
