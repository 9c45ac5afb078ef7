"""The one settings module: safe by default, configured by environment variables (docs/operating.md).

A variable that is missing or wrong ends the start with what to set; nothing is guessed in silence.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from gongkai.settings.environment import Environment

ENV = Environment()

DATA_DIR = ENV.path("GONGKAI_DATA", Path.cwd() / "gongkai-data")
DEBUG = ENV.flag("GONGKAI_DEBUG", default=False)
DEMO = ENV.flag("GONGKAI_DEMO", default=False)
SECRET_KEY = ENV.secret("GONGKAI_SECRET_KEY", DATA_DIR / "keys" / "secret")
# By which sealed names and numbers are found again; not rotated with the others.
INDEX_KEY = ENV.secret("GONGKAI_INDEX_KEY", DATA_DIR / "keys" / "index")
# Personal data is sealed with the first key and opened with any: put a new one in front to rotate.
SEALING_KEYS = ENV.sealing_keys("GONGKAI_SEALING_KEYS", DATA_DIR / "keys" / "sealing")
ALLOWED_HOSTS = ENV.words("GONGKAI_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = ENV.words("GONGKAI_ORIGINS", [])
TODAY = ENV.day("GONGKAI_TODAY")
REGION = ENV.text("GONGKAI_REGION", "")

INSTALLED_APPS = [
    # ours first: their templates stand over those of the libraries
    "gongkai.core.organs",
    "gongkai.core.caselog",
    "gongkai.core.files",
    "gongkai.core.audit",
    "gongkai.core.numbering",
    "gongkai.core.accounts",
    "gongkai.look",
    "gongkai.requests",
    "gongkai.remedies",
    "gongkai.desk",
    "gongkai.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "gongkai.core.accounts.middleware.SessionEndMiddleware",
    "gongkai.core.accounts.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gongkai.settings.urls"
WSGI_APPLICATION = "gongkai.settings.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.look.context.look",
            ],
        },
    }
]
FORM_RENDERER = "gongkai.look.forms.Renderer"
CSRF_FAILURE_VIEW = "gongkai.look.views.csrf_failure"

DATABASES = {"default": ENV.database("GONGKAI_DATABASE", DATA_DIR / "gongkai.sqlite3")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# -- people
AUTH_USER_MODEL = "organs.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": name if "." in name else f"django.contrib.auth.password_validation.{name}",
        "OPTIONS": options,
    }
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("gongkai.core.accounts.passwords.LengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
STAFF_SECOND_FACTOR = ENV.flag("GONGKAI_SECOND_FACTOR", default=not DEMO)
SIGNUP = ENV.flag("GONGKAI_SIGNUP", default=True)  # of citizens; staff are made by administrators
IDLE_SECONDS = ENV.number("GONGKAI_IDLE_MINUTES", 30) * 60
ACCOUNT_ADAPTER = "gongkai.core.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# The lock-out of django-axes is kept in the database and comes first; these count in each process.
ACCOUNT_RATE_LIMITS: dict[str, Any] = {"login_failed": "60/m/ip,20/5m/key"}
ACCOUNT_FORMS = {
    "login": "gongkai.core.accounts.forms.SignInForm",
    "signup": "gongkai.core.accounts.forms.SignUpForm",
    "change_password": "gongkai.core.accounts.forms.PasswordForm",
    "reauthenticate": "gongkai.core.accounts.forms.ConfirmForm",
    "reset_password": "gongkai.core.accounts.forms.ForgottenForm",
    "reset_password_from_key": "gongkai.core.accounts.forms.NewPasswordForm",
}
MFA_ADAPTER = "gongkai.core.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "gongkai.core.accounts.forms.CodeForm",
    "reauthenticate": "gongkai.core.accounts.forms.ConfirmByCodeForm",
    "activate_totp": "gongkai.core.accounts.forms.EnrolForm",
}
# Five wrong passwords or codes for one name from one address, and that pair waits.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# What is tried while locked neither counts nor puts the end off: the page has said until when.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "gongkai.core.accounts.lockout.tell_lockout"
AXES_CLIENT_IP_CALLABLE = "gongkai.core.accounts.address.find_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

# -- mail, where there is any: smtp://user:password@host:25, smtps:// for TLS throughout
MAIL = ENV.mail("GONGKAI_MAIL")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL else 'dummy'}.EmailBackend"
if MAIL:
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.secure, not MAIL.secure and bool(MAIL.user)
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.text("GONGKAI_MAIL_FROM", f"gongkai@{MAIL.host}")

# -- words
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# -- files
STATIC_URL = "static/"
STATICFILES_DIRS = [("letters", Path(__file__).parents[1] / "letters" / "preview")]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
FILES_DIR = DATA_DIR / "files"  # outside anything that is served
FILE_SCANNER = ENV.text("GONGKAI_FILE_SCANNER", "")  # a command, such as clamdscan --fdpass
MAX_FILE_BYTES = ENV.number("GONGKAI_MAX_FILE_MIB", 20) * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Years from archiving after which `gongkai erase` takes particulars; none: it must be given a day.
RETENTION_YEARS = ENV.number("GONGKAI_RETENTION_YEARS", 0)

FILINGS_AN_HOUR = ENV.number("GONGKAI_FILINGS_AN_HOUR", 20)  # from one address

# -- what the browser is told
HTTPS = ENV.flag("GONGKAI_HTTPS", default=not (DEBUG or DEMO))
BEHIND_PROXY = ENV.flag("GONGKAI_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Nothing personal leaves by a log or by an error report (个人信息保护法第五十一条).
DEFAULT_EXCEPTION_REPORTER_FILTER = "gongkai.settings.logs.ReportFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"scrubbed": {"()": "gongkai.settings.logs.ScrubbingFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "scrubbed"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would write beside ours, unscrubbed.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
