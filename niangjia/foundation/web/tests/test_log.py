"""One line per request, for people or for machines."""

import json
import logging
import logging.config
import sys

import pytest

from config.log import logging_as

pytestmark = pytest.mark.django_db


def line_of(form, record):
    made = logging.config.dictConfigClass(logging_as(form, level="INFO"))
    return made.configure_formatter(made.config["formatters"]["ours"]).format(record)


def request_record(caplog):
    return next(r for r in caplog.records if r.name.endswith("web.middleware"))


def test_a_request_is_written_down_without_what_was_asked(desk, clerk, caplog):
    with caplog.at_level(logging.INFO):
        desk.get("/greet/?q=13800000000")

    told = json.loads(line_of("json", request_record(caplog)))
    assert (told["event"], told["level"], told["method"]) == ("request", "info", "GET")
    assert (told["path"], told["status"], told["user_id"]) == ("/greet/", 200, clerk.pk)
    assert told["ms"] > 0
    assert "13800000000" not in json.dumps(told)


def test_the_number_of_the_request_stands_in_its_lines(desk, caplog, monkeypatch):
    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(json.loads(line_of("json", record)))

    handler = Keep(logging.INFO)
    logging.getLogger().addHandler(handler)
    try:
        answer = desk.get("/crash/")
    finally:
        logging.getLogger().removeHandler(handler)

    broken = next(line for line in lines if line["level"] == "error")
    assert broken["request_id"] == answer["X-Request-ID"]
    assert "ValueError: boom" in broken["exception"]
    assert {line["request_id"] for line in lines} == {answer["X-Request-ID"]}


def test_people_read_plain_lines(desk, caplog):
    with caplog.at_level(logging.INFO):
        desk.get("/greet/")

    text = line_of("plain", request_record(caplog))
    assert "request" in text
    assert "path=/greet/" in text


@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_crash_is_told_without_what_the_variables_held(form):
    def pay(phone):
        raise ValueError(len(phone))

    try:
        pay("139" + "8544" + "0123")
    except ValueError:
        kept = sys.exc_info()
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "crash", None, kept)

    text = line_of(form, record)

    assert "ValueError: 11" in text
    assert "13985440123" not in text


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="LOG_FORMAT"):
        logging_as("xml", level="INFO")
