"""plant_townships --province 52: the township unions of one province."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from niangjia.domains.unions import services
from niangjia.foundation import clock


class Command(BaseCommand):
    help = "种下一个省的乡镇（街道）总工会"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--province", required=True, help="省级代码，两位或六位，例如 52")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            planted = services.plant_townships(str(options["province"]).ljust(6, "0"), clock.now())
        except KeyError as error:
            raise CommandError(f"没有代码为 {error} 的省份或上级工会") from error
        print(f"新增工会 {len(planted):,} 个")
