"""The exchange part of the ground floor."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "niangjia.foundation.exchange"
    verbose_name = "导入导出"
