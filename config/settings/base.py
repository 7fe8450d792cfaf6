"""Every setting of the house. Safe on a laptop; production differs by environment variables only."""

from datetime import datetime
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

import django_stubs_ext

from config.env import ROOT, VAR, env, made_once, new_secret
from config.log import logging_as

django_stubs_ext.monkeypatch()  # so that models.QuerySet[Row] may be written

# -- who we are -----------------------------------------------------------------------------------

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or made_once("secret_key", lambda: token_urlsafe(50))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

BASE_DIR = ROOT
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
LANGUAGE_CODE = "zh-hans"
USE_I18N = True

SUBJECT_KEY = env.str("SUBJECT_KEY", default=SECRET_KEY)
"""Keys the digests of persons in the fact ledger; never changed while the ledger lives."""

AUDIT_KEY = env.str("AUDIT_KEY", default="")
"""Proves the lines of the audit trail; empty takes one derived from SECRET_KEY. Never changed."""

DATA_KEYS = env.str("DATA_KEYS", default="")
"""`id:algorithm:base64`, newest first: the first seals, all open (foundation/crypto/keyring.py)."""

INDEX_KEY = env.str("INDEX_KEY", default="")
"""Keys the digests that sealed numbers are found by; a new one wants `rotate_keys` at rest."""

SIGNING_KEYS = env.str("SIGNING_KEYS", default="")
"""`id:p256:base64`, newest first: the first signs what others verify (foundation/crypto/signing.py)."""

KEYS_ARE_LOCAL = not (DATA_KEYS and INDEX_KEY and SIGNING_KEYS)
DATA_KEYS = DATA_KEYS or made_once("data_keys", lambda: new_secret("k1:sm4-gcm", 16))
INDEX_KEY = INDEX_KEY or made_once("index_key", lambda: new_secret("i1:hmac-sm3", 32))
SIGNING_KEYS = SIGNING_KEYS or made_once("signing_keys", lambda: new_secret("s1:p256", 32))

DEMO_NOW = None
"""The moment the demonstration plays on; None anywhere else."""

if DEMO:
    _moment = env.str("DEMO_NOW", default="2023-11-20T14:32")
    DEMO_NOW = datetime.fromisoformat(_moment).replace(tzinfo=ZoneInfo(TIME_ZONE))

# -- floors ---------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "niangjia.faces.demo",
    "niangjia.faces.site",
    "niangjia.faces.portal",
    "niangjia.faces.workbench",
    "niangjia.faces.cockpit",
    "niangjia.faces.api",
    "niangjia.domains.assessment",
    "niangjia.domains.tasks",
    "niangjia.domains.members",
    "niangjia.domains.unions",
    "niangjia.foundation.accounts",
    "niangjia.foundation.audit",
    "niangjia.foundation.crypto",
    "niangjia.foundation.privacy",
    "niangjia.foundation.calendar",
    "niangjia.foundation.parameters",
    "niangjia.foundation.divisions",
    "niangjia.foundation.exchange",
    "niangjia.foundation.documents",
    "niangjia.foundation.files",
    "niangjia.foundation.notices",
    "niangjia.foundation.jobs",
    "niangjia.foundation.facts",
    "niangjia.foundation.search",
    "niangjia.foundation.habits",
    "niangjia.foundation.web",
    "niangjia.foundation.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "niangjia.foundation.audit.middleware.OriginMiddleware",
    "niangjia.foundation.web.middleware.LogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "niangjia.foundation.web.middleware.ErrorsMiddleware",
    "niangjia.foundation.accounts.middleware.SessionMiddleware",
    "niangjia.foundation.accounts.middleware.SignInMiddleware",
    "niangjia.foundation.web.middleware.ActorMiddleware",
    "niangjia.faces.workbench.counting.CountMiddleware",
    "niangjia.foundation.web.once.OnceMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

ACTOR_PROVIDER = "niangjia.domains.unions.selectors.actor_for"
PLACES_PROVIDER = "niangjia.domains.unions.selectors.place_for"
POSTS_PROVIDER = "niangjia.domains.unions.selectors.held"
SHELL_PROVIDER = "niangjia.faces.workbench.shell.shell_for"
POST_TITLES_PROVIDER = "niangjia.domains.unions.selectors.held.titles_of"
PATH_NAMES_PROVIDER = "niangjia.domains.unions.selectors.held.names_at"
"""Names a function (set of post ids) -> {id: title}; the audit list shows numbers without it."""

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "niangjia.foundation.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "niangjia.foundation.web.context.shell",
                "niangjia.foundation.ui.display.display",
            ],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

FORM_RENDERER = "django.forms.renderers.Jinja2"
"""Controls of forms are drawn by the quicker of the two engines as well."""

# -- data -----------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_NAME = "demonstration.sqlite3" if DEMO else "niangjia.sqlite3"
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / _NAME}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=268435456;PRAGMA cache_size=-65536;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
JOB_SCHEDULE = [
    ("* * * * *", "niangjia.foundation.audit.jobs.seal"),
    ("* * * * *", "niangjia.foundation.facts.jobs.fold"),
    ("* * * * *", "niangjia.foundation.notices.jobs.send_waiting"),
    ("30 3 * * *", "niangjia.foundation.exchange.jobs.forget_files"),
    ("40 3 * * *", "niangjia.foundation.files.jobs.tidy"),
    ("50 3 * * *", "niangjia.foundation.jobs.upkeep.tidy"),
    ("10 2 * * *", "niangjia.foundation.crypto.jobs.rotate"),
    ("55 3 * * *", "niangjia.foundation.accounts.jobs.sweep"),
    ("30 8 * * *", "niangjia.domains.assessment.jobs.remind"),
    ("0 6 * * *", "niangjia.domains.tasks.jobs.rhythms.issue_due"),
    ("15 6 * * *", "niangjia.domains.members.jobs.joining.look_at_the_clock"),
    ("20 4 * * *", "niangjia.domains.members.jobs.erasing.erase_what_is_over"),
    ("35 4 * * *", "niangjia.domains.members.jobs.erasing.forget_checks"),
]
"""When (local time, as in a crontab) which job is due."""

NOTICE_CHANNELS = env.list("NOTICE_CHANNELS", default=[])
"""Classes that carry messages outside, such as `niangjia.foundation.notices.channels.Mail`."""

SMS_HTTP = env.json("SMS_HTTP", default={})
SMS_SECRET = env.str("SMS_SECRET", default="")
_SMS = "niangjia.foundation.notices.gateways"
SMS_GATEWAY = f"{_SMS}.Screen" if DEMO else f"{_SMS}.Http" if SMS_HTTP else ""
SMS_GATEWAY = env.str("SMS_GATEWAY", default=SMS_GATEWAY)
"""What sends short messages: a provider described in SMS_HTTP, or a class of the operator's own."""

SITE_ADDRESS = env.str("SITE_ADDRESS", default="")
"""Scheme and host of the site, for links in letters and on printed documents."""

if env.str("EMAIL_URL", default=""):
    globals().update(env.email("EMAIL_URL"))

MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR / "files"))
FILE_LIMIT = env.int("FILE_LIMIT", default=20 * 1024 * 1024)
FILE_TYPES = env.list("FILE_TYPES", default=["pdf", "jpg", "png", "xlsx", "docx", "ofd", "wps"])
FILE_UNPACKED = 200 * 1024 * 1024
FILE_MEMBERS = 10_000
FILE_KEEP_DETACHED_DAYS = 30
DOCUMENT_FONTS = env.str("DOCUMENT_FONTS", default=str(VAR / "fonts"))
"""Folder with the fonts of printed documents; `make assets` puts Noto Serif SC there."""

BOUNDARIES_DIR = env.str("BOUNDARIES_DIR", default="")
BOUNDARIES_REVIEW_NUMBER = env.str("BOUNDARIES_REVIEW_NUMBER", default="")
BOUNDARIES_CREDIT = env.str("BOUNDARIES_CREDIT", default="")
"""Boundary files an operator installed, their 审图号 and credit line; no map without (docs/deploy.md)."""

FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# -- people ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["niangjia.foundation.accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
PHONE_SPACE = "portal"
PHONE_HOME = "/m/"
PHONE_LOGIN_URL = "/m/in/"
"""The workers' pages: their routes, their first page and their own door."""

QUESTIONS_PROVIDER = "niangjia.domains.members.selectors.questions.question_for"
"""Names a function (user) -> Question | None: what a person is asked who shares a phone."""

SECOND_FACTOR_REQUIRED = not DEMO  # of the three administrators, rules §11.3

ACCOUNT_ADAPTER = "niangjia.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "niangjia.foundation.accounts.forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "niangjia.foundation.accounts.adapters.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "niangjia.foundation.accounts.adapters.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # the policy lets no form lead to another host

OIDC_SERVER = env.str("OIDC_SERVER", default="")
OIDC_USERNAME_CLAIM = env.str("OIDC_USERNAME_CLAIM", default="preferred_username")
OIDC_PHONE_CLAIM = env.str("OIDC_PHONE_CLAIM", default="phone_number")
OIDC_OPENS_ACCOUNTS = env.bool("OIDC_OPENS_ACCOUNTS", default=False)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "province",
                "name": env.str("OIDC_NAME", default="统一身份认证"),
                "client_id": env.str("OIDC_CLIENT", default=""),
                "secret": env.str("OIDC_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
"""Signing in through a province's own provider, where one is configured (docs/deploy.md)."""

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("HTTPS", default=False)
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "niangjia.foundation.ui.views.expired"

SITE_OWNER = env.str("SITE_OWNER", default="贵州省总工会" if DEMO else "")
SUPPORT_LINE = env.str(
    "SUPPORT_LINE", default="0851-8590 ****（工作日 9:00–17:30）" if DEMO else ""
)
ICP_NUMBER = env.str("ICP_NUMBER", default="黔ICP备 00000000 号" if DEMO else "")
"""Whose site it is, whom to ring and its filing number, shown where people sign in."""

# -- pages ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = str(VAR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)

LOGGING = logging_as(
    env.str("LOG_FORMAT", default="plain"), level=env.str("LOG_LEVEL", default="INFO")
)

REFERENCE_DATA = ROOT / "niangjia" / "foundation" / "divisions" / "data"
