"""The privacy part of the ground floor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "niangjia.foundation.privacy"
    label = "privacy"
    verbose_name = _("个人信息处理登记")
