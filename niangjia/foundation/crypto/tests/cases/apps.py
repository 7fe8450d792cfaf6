"""The test room."""

from django.apps import AppConfig


class CryptoCasesConfig(AppConfig):
    name = "niangjia.foundation.crypto.tests.cases"
    label = "crypto_cases"
