"""What is refused, and what the log says of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courses.attendance.models import Signature
from tests.visible import faults


@contextmanager
def refused(code: str, caplog: Any, *, says: str = "") -> Iterator[None]:
    """The block is refused for this reason, in good French; nothing is written; the log says so,
    and names nobody."""
    before = list(Signature.objects.order_by("pk").values_list("pk", flat=True))
    caplog.clear()
    with pytest.raises(ValidationError) as caught:
        yield
    assert caught.value.code == code
    (sentence,) = caught.value.messages
    assert not faults(sentence)
    assert says in sentence.replace("\u00a0", " ")
    assert list(Signature.objects.order_by("pk").values_list("pk", flat=True)) == before
    (line,) = [one for one in caplog.records if one.getMessage() == "signature refused"]
    assert line.reason == code
    told = f"{line.getMessage()} {vars(line)}"
    assert "@" not in told
    assert "Alice" not in told
