"""What differs while testing."""

from config.env import env
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES

SECRET_KEY = "only for tests"  # noqa: S105
KEYS_ARE_LOCAL = False
DATA_KEYS = "t1:sm4-gcm:bmlhbmdqaWEtdGVzdC0wMQ=="
SIGNING_KEYS = "s1:p256:bmlhbmdqaWEtc2lnbmluZy1rZXktZm9yLXRlc3RzLTE="
INDEX_KEY = "x1:hmac-sm3:bmlhbmdqaWEtaW5kZXgta2V5LWZvci10ZXN0cy0wMDE="
DEMO = False
DEMO_NOW = None
SECOND_FACTOR_REQUIRED = False
HELD_FRESH_SECONDS = None
WHITENOISE_AUTOREFRESH = True  # no collected files needed
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = ":memory:"
INSTALLED_APPS += [
    "niangjia.foundation.facts.tests.cases",
    "niangjia.foundation.crypto.tests.cases",
]
