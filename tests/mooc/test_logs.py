"""Nothing about a person reaches a handler."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from pythonjsonlogger.json import JsonFormatter

from mooc.logs import ImpersonalFilter, mask

ALICE = "alice.lefevre+mooc@example.org"


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger set up as in production, and what it wrote."""
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(JsonFormatter("%(message)s", json_ensure_ascii=False))
    handler.addFilter(ImpersonalFilter())
    logger = logging.getLogger("tests.impersonal")
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, output
    logger.removeHandler(handler)


def test_address_in_the_message(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, output = written
    logger.warning("mail to %s refused", ALICE)
    assert json.loads(output.getvalue())["message"] == "mail to [e-mail] refused"


def test_query_string_of_a_path(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, output = written
    logger.warning("Not Found: %s", "/compte/cle/?jeton=secret&next=/x")
    assert json.loads(output.getvalue())["message"] == "Not Found: /compte/cle/?…"


def test_extras(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, output = written
    logger.warning("no", extra={"to": [ALICE], "more": {"who": ALICE}, "count": 3})
    line = json.loads(output.getvalue())
    assert line["to"] == ["[e-mail]"]
    assert line["more"] == {"who": "[e-mail]"}
    assert line["count"] == 3


def test_traceback(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, output = written
    try:
        raise ValueError(f"{ALICE} at /lire/?code=1234")
    except ValueError:
        logger.exception("failed")
    text = output.getvalue()
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert "test_traceback" in text
    assert ALICE not in text


def test_arguments_that_do_not_fit(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, output = written
    logger.warning("%d people", ALICE)
    assert json.loads(output.getvalue())["message"] == "%d people"


def test_a_question_mark_in_a_sentence_is_kept() -> None:
    assert mask("Prêt ? Oui. Why? Because.") == "Prêt ? Oui. Why? Because."
