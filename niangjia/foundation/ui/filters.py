"""The filters every template may use: numbers, dates, masks, drawings, forms (ui.md section 9)."""

from collections.abc import Callable
from typing import Any

from niangjia.foundation.crypto import masks

from . import dates, figures, form_words, numbers

_FUNCTIONS: tuple[Callable[..., Any], ...] = (
    numbers.number,
    numbers.wan,
    numbers.money,
    numbers.fen,
    numbers.percent,
    numbers.signed,
    numbers.points,
    numbers.out_of,
    numbers.rank,
    numbers.level,
    numbers.qualified,
    numbers.money_words,
    numbers.doc_number,
    numbers.file_size,
    dates.date_cn,
    dates.weekday,
    dates.date_week,
    dates.time_cn,
    dates.datetime_cn,
    dates.date_range,
    dates.month_cn,
    dates.quarter,
    dates.iso,
    dates.date_spoken,
    dates.due,
    masks.mask,
    masks.mask_name,
    masks.mask_phone,
    masks.mask_id,
    masks.mask_bank,
    masks.mask_uscc,
    figures.spark_line,
    figures.tiles,
    form_words.with_query,
    form_words.form_errors,
    form_words.sentences,
    form_words.described,
    form_words.choices,
    form_words.value_text,
    form_words.control,
    form_words.differences,
)

FILTERS: dict[str, Callable[..., Any]] = {function.__name__: function for function in _FUNCTIONS}
