"""Settings of the tests: nothing outlives the run, and nothing is slower than it must be."""

import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

from gongkai.settings import *  # noqa: F403

# Set after the import: a package's own settings are read before any line of this module.
DATA_DIR = Path(tempfile.mkdtemp(prefix="gongkai-test-"))
FILES_DIR = DATA_DIR / "files"
# Not the database that an office on this machine may be running on.
DATABASES = {
    "default": ENV.database("GONGKAI_TEST_POSTGRESQL", DATA_DIR / "gongkai.sqlite3")  # noqa: F405
}
SECRET_KEY = "a secret for tests alone, of no worth"  # noqa: S105
INDEX_KEY = "another secret for tests alone"
SEALING_KEYS = [Fernet.generate_key().decode()]
HTTPS = SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
WHITENOISE_AUTOREFRESH = True  # no folder of collected files
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STAFF_SECOND_FACTOR = False
