"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

application = get_wsgi_application()

from niangjia.faces.demo.mark import refuse_the_wrong_database  # noqa: E402 - needs the settings

refuse_the_wrong_database()
