"""Serial numbers without gaps: given inside the transaction that issues, under the row's lock."""

from django.db import transaction

from .models import NumberSeries
from .paper import number_words


def next_number(word: str, year: int) -> str:
    """The next number of this word and year; a transaction that fails gives it back.

    Whoever issues under the same word at this moment waits. Must run inside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is given inside a transaction")
    NumberSeries.objects.bulk_create([NumberSeries(word=word, year=year)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(word=word, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return number_words(word, year, series.last)
