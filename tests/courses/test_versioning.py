"""Uuids and hashes that are the same everywhere."""

from uuid import UUID

import pytest

from courses.versioning import content_hash, stable_uuid


def test_stable_uuid_is_the_same_on_every_machine_for_ever() -> None:
    # Written down: were it to change, every learner's progress would be lost.
    assert stable_uuid("lesson", "les-trois-spheres") == UUID(
        "2bb6e3db-9936-5bac-8590-c2c285271131"
    )


def test_stable_uuid_differs_by_kind_and_key() -> None:
    names = [("lesson", "a"), ("quiz", "a"), ("lesson", "b"), ("question", "a/b")]
    assert len({stable_uuid(*name) for name in names}) == len(names)


def test_content_hash_ignores_the_order_of_keys_and_nothing_else() -> None:
    assert content_hash({"a": 1, "b": [1, 2]}) == content_hash({"b": [1, 2], "a": 1})
    assert content_hash({"a": [1, 2]}) != content_hash({"a": [2, 1]})
    assert content_hash("é") == content_hash("\u00e9") != content_hash("e\u0301")


@pytest.mark.parametrize("one", [1, "1", [1], {"a": 1}, None, ""])
def test_content_hash_tells_types_apart(one: object) -> None:
    others = [other for other in (1, "1", [1], {"a": 1}, None, "") if other != one]
    assert content_hash(one) not in {content_hash(other) for other in others}
