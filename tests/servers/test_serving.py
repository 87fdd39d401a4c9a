"""The servers that tests/servers starts are really the ones in use."""

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from django.core.files.base import ContentFile
from django.core.files.storage import StorageHandler
from django.db import connection
from storages.backends.s3 import S3Storage

from mooc import settings as configured
from mooc.celery import app


def send_and_take(expected_transport: str) -> None:
    with app.connection_for_write() as broker:
        assert broker.transport.driver_type == expected_transport
        queue = broker.SimpleQueue("tests.serving")
        queue.put({"hello": "éà"})
        message = queue.get(timeout=10)
        assert message.payload == {"hello": "éà"}
        message.ack()
        queue.close()


@pytest.mark.postgresql
@pytest.mark.django_db
def test_database_is_postgresql() -> None:
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")


@pytest.mark.redis
def test_cache_and_broker_are_redis() -> None:
    assert isinstance(caches["default"], RedisCache)
    cache.set("serving", "éà", 30)
    assert cache.get("serving") == "éà"
    send_and_take("redis")


@pytest.mark.rabbitmq
def test_broker_is_rabbitmq() -> None:
    send_and_take("amqp")


@pytest.mark.s3
def test_storage_is_s3() -> None:
    # As configured: tests/conftest.py may put a folder in its place.
    storage = StorageHandler(configured.STORAGES)["default"]
    assert isinstance(storage, S3Storage)
    name = storage.save("serving/test.txt", ContentFile(b"hello"))
    try:
        with storage.open(name) as file:
            assert file.read() == b"hello"
        assert storage.url(name).startswith("http://127.0.0.1")
    finally:
        storage.delete(name)
    assert not storage.exists(name)
