"""Documents on an S3-compatible store: the same code, by configuration alone."""

import pytest
from django.core.files.storage import StorageHandler

from certificates import storing
from mooc import settings as configured


@pytest.mark.s3
def test_documents_are_kept_on_s3_once(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = StorageHandler(configured.STORAGES)["default"]
    monkeypatch.setattr(storing, "document_storage", lambda: storage)
    pdf = b"%PDF-1.7 essai"
    name, sha256 = storing.store(pdf)
    assert storing.store(pdf) == (name, sha256)
    assert storing.read(name) == pdf
    storage.delete(name)
    assert not storage.exists(name)
