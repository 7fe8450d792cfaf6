"""plant_country: the national, provincial, city and county unions of the whole country."""

from typing import Any

from django.core.management.base import BaseCommand

from niangjia.domains.unions import services
from niangjia.foundation import clock


class Command(BaseCommand):
    help = "种下全国组织树：全国、省、市、县四级总工会"

    def handle(self, *args: Any, **options: Any) -> None:
        planted = services.plant_country(clock.now())
        print(f"新增工会 {len(planted):,} 个")
