"""Settings of the tests: nothing outlives the run, and nothing is slower than it must be."""

import os
import tempfile

from cryptography.fernet import Fernet

os.environ.setdefault("GONGKAI_DATA", tempfile.mkdtemp(prefix="gongkai-test-"))
os.environ.setdefault("GONGKAI_SECRET_KEY", "a secret for tests alone, of no worth")
os.environ.setdefault("GONGKAI_INDEX_KEY", "another secret for tests alone")
os.environ.setdefault("GONGKAI_SEALING_KEYS", Fernet.generate_key().decode())
os.environ.setdefault("GONGKAI_HTTPS", "0")

from gongkai.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STAFF_SECOND_FACTOR = False
