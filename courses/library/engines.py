"""The full-text index of each database: FTS5 on SQLite, a tsvector on PostgreSQL.

Both index the stems that `stemming` made, follow the table by themselves, and are asked by the
same function: nothing above this file knows which database it is.
"""

from typing import Any, Protocol

from django.db import connections

from courses.library.models import SearchDocument

TABLE = SearchDocument._meta.db_table
INDEX = f"{TABLE}_fts"
MOST = 1000
"""Documents that one query may find: the rest would not be read."""


class Engine(Protocol):
    def install(self) -> list[str]: ...
    def query(self, stems: list[str], *, every: bool) -> tuple[str, list[Any]]: ...


class Sqlite:
    """FTS5 beside the table, which it reads; triggers keep it in step."""

    def install(self) -> list[str]:
        new = (
            "INSERT INTO {0}(rowid, title_stems, stems) VALUES (new.id, new.title_stems, new.stems)"
        )
        old = (
            "INSERT INTO {0}({0}, rowid, title_stems, stems) "
            "VALUES ('delete', old.id, old.title_stems, old.stems)"
        )
        new, old = new.format(INDEX), old.format(INDEX)
        return [
            (
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5("
                f"title_stems, stems, content='{TABLE}', content_rowid='id')"
            ),
            *self._trigger("added", "AFTER INSERT", new),
            *self._trigger("removed", "AFTER DELETE", old),
            *self._trigger("changed", "AFTER UPDATE OF title_stems, stems", f"{old}; {new}"),
            # A migration that made the table again took the triggers away: the index may be late.
            f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
        ]

    def _trigger(self, name: str, when: str, act: str) -> list[str]:
        trigger = f"{INDEX}_{name}"
        return [
            f"DROP TRIGGER IF EXISTS {trigger}",
            f"CREATE TRIGGER {trigger} {when} ON {TABLE} BEGIN {act}; END",
        ]

    def query(self, stems: list[str], *, every: bool) -> tuple[str, list[Any]]:
        # bm25 gives the best the smallest number.
        sql = (
            f"SELECT rowid, -bm25({INDEX}, 6.0, 1.0) FROM {INDEX} "
            f"WHERE {INDEX} MATCH %s ORDER BY 2 DESC LIMIT {MOST}"
        )
        return sql, [(" AND " if every else " OR ").join(f'"{stem}"' for stem in stems)]


class Postgresql:
    """A generated column and its GIN index; « simple », for the words are stems already."""

    def install(self) -> list[str]:
        vector = " || ".join(
            f"setweight(to_tsvector('simple', {column}), '{weight}')"
            for column, weight in (("title_stems", "A"), ("stems", "D"))
        )
        return [
            (
                f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS vector tsvector "
                f"GENERATED ALWAYS AS ({vector}) STORED"
            ),
            f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (vector)",
        ]

    def query(self, stems: list[str], *, every: bool) -> tuple[str, list[Any]]:
        asked = (" & " if every else " | ").join(f"'{stem}'" for stem in stems)
        # 1: a long text is not better for being long.
        sql = (
            f"SELECT id, ts_rank(vector, asked, 1) FROM {TABLE}, to_tsquery('simple', %s) asked "
            f"WHERE vector @@ asked ORDER BY 2 DESC LIMIT {MOST}"
        )
        return sql, [asked]


ENGINES: dict[str, Engine] = {"sqlite": Sqlite(), "postgresql": Postgresql()}


def install_index(using: str = "default", **_kwargs: Any) -> None:
    """Give the table its index, after each migration; a second time changes nothing."""
    connection = connections[using]
    engine = ENGINES.get(connection.vendor)
    if engine is None or TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in engine.install():
            cursor.execute(statement)


def ranks(stems: list[str], *, every: bool, using: str = "default") -> dict[int, float]:
    """How well each document answers, by primary key, the best first. `stems`: letters, digits."""
    connection = connections[using]
    sql, given = ENGINES[connection.vendor].query(stems, every=every)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return dict(cursor.fetchall())
