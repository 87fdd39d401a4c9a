"""A plugin: of all the tests, those for which the database or the broker makes a difference."""

from typing import Any

DATABASE = {"db", "transactional_db", "django_db_setup"}
KEPT = ("django_db", "postgresql", "redis", "queue")


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """A test that asks for no database is the same on every engine: it ran once already."""
    apart = [one for one in items if not _meets_an_engine(one)]
    config.hook.pytest_deselected(items=apart)
    items[:] = [one for one in items if _meets_an_engine(one)]


def _meets_an_engine(item: Any) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return bool(asked & DATABASE) or any(item.get_closest_marker(name) for name in KEPT)
