"""Versions: what is published never changes, and unchanged content makes no new row.

An identity (a course, a lesson, a question…) keeps its uuid for ever; its content is in versions.
A published version's content is frozen by the database itself: `install_guards` puts a trigger
on every table of versions after each migration.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import NAMESPACE_URL, UUID, uuid5

from django.apps import apps
from django.db import connections, models
from django.utils.translation import gettext_lazy as _

NAMESPACE = uuid5(NAMESPACE_URL, "urn:rameau:alliances")


def stable_uuid(kind: str, key: str) -> UUID:
    """The uuid of the thing written `key` in its file: the same on every machine, at every load."""
    return uuid5(NAMESPACE, f"{kind}:{key}")


def content_hash(content: Any) -> str:
    """SHA-256 of content as canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class VersionQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def of(self, identity: models.Model) -> Self:
        return self.filter(**{self.model.IDENTITY: identity})

    def head(self, identity: models.Model) -> Any | None:
        """The latest version of an identity, published or not."""
        return self.of(identity).order_by("-number").first()

    def publish(self, now: datetime) -> int:
        """Freeze those not published yet."""
        return self.filter(published_at__isnull=True).update(published_at=now)


class Version(models.Model):
    """Content of an identity as it was written once."""

    IDENTITY: ClassVar[str]
    DERIVED: ClassVar[frozenset[str]] = frozenset()
    """Columns computed from the others, which may be computed again."""

    number = models.PositiveIntegerField(_("version"))
    content_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("written at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True

    def says(self, hashed: str) -> bool:
        """True when its content is this one."""
        return self.content_hash == hashed

    @classmethod
    def write(
        cls, identity: models.Model, *, hashed: str, now: datetime, **content: Any
    ) -> tuple[Self, bool]:
        """A new head with this content, or the present one when its content is the same."""
        head = cls.objects.head(identity)
        if head is not None and head.says(hashed):
            return head, False
        number = head.number + 1 if head else 1
        identified = {cls.IDENTITY: identity}
        return (
            cls.objects.create(
                **identified, number=number, content_hash=hashed, created_at=now, **content
            ),
            True,
        )


class FileVersion(Version):
    """A version of what a course file describes."""

    class Origin(models.TextChoices):
        FILE = "file", _("course file")
        SITE = "site", _("written on the site")

    written = models.JSONField(default=dict, editable=False)
    """What its file says, as it says it: what an export writes back."""
    origin = models.CharField(_("origin"), max_length=4, choices=Origin, default=Origin.FILE)

    class Meta:
        abstract = True

    def says(self, hashed: str) -> bool:
        """A version older than this table's `written` could not be exported: it is made anew."""
        return bool(self.written) and super().says(hashed)


def install_guards(using: str = "default", **_kwargs: Any) -> None:
    """Make the database refuse any change to the content of a published version."""
    for model in apps.get_models():
        if issubclass(model, Version):
            guard(model, model.DERIVED, when="OLD.published_at IS NOT NULL", using=using)


def guard(
    model: type[models.Model],
    free: Iterable[str],
    *,
    when: str,
    using: str = "default",
    name: str = "frozen",
) -> None:
    """Make the database refuse to change a row of `model` once `when` holds.

    `free` names the fields that may still change. `when` is SQL over OLD and NEW, the same on
    every engine; `name` tells apart the guards of one table. SQLite loses its triggers when a
    migration rebuilds a table: installing again after each migration (`post_migrate`) is part of
    the promise.
    """
    kept = {*free, model._meta.pk.name}
    columns = [field.column for field in model._meta.concrete_fields if field.name not in kept]
    written = ", ".join(f'"{column}"' for column in columns)
    _refuse(f"UPDATE OF {written}", model, when=when, name=name, using=using)


def keep_rows(model: type[models.Model], *, when: str = "1 = 1", using: str = "default") -> None:
    """Make the database refuse to delete a row of `model` for which `when` holds, as `guard`."""
    _refuse("DELETE", model, when=when, name="kept", using=using)


def _refuse(event: str, model: type[models.Model], *, when: str, name: str, using: str) -> None:
    connection = connections[using]
    table = model._meta.db_table
    build = {"sqlite": _sqlite_guard, "postgresql": _postgresql_guard}.get(connection.vendor)
    if build is None or table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in build(table, f"{table}_{name}", event, when):
            cursor.execute(statement)


def _sqlite_guard(table: str, name: str, event: str, when: str) -> list[str]:
    return [
        f'DROP TRIGGER IF EXISTS "{name}"',
        (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {when} '
            "BEGIN SELECT RAISE(ABORT, 'this row is frozen'); END"
        ),
    ]


def _postgresql_guard(table: str, name: str, event: str, when: str) -> list[str]:
    return [
        (
            "CREATE OR REPLACE FUNCTION courses_refuse_change() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'this row is frozen' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
        ),
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        (
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW '
            f"WHEN ({when}) EXECUTE FUNCTION courses_refuse_change()"
        ),
    ]
