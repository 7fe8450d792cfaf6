"""What differs while testing."""

from config.env import env
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES

SECRET_KEY = "only for tests"  # noqa: S105
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
INSTALLED_APPS += ["niangjia.foundation.facts.tests.cases"]
