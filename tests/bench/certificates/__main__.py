"""`make bench-certificates`: prints what certificates cost, beside what was aimed at."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import django

# What would lead elsewhere than to the temporary folder.
ELSEWHERE = (
    "DATABASE_URL",
    "CACHE_URL",
    "CELERY_BROKER_URL",
    "STORAGE_URL",
    "KEYS_DIR",
    "SEAL_PKCS11",
    "SEAL_TIMESTAMP_URL",
)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="mooc-bench-"))
    for name in ELSEWHERE:
        os.environ.pop(name, None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "mooc.settings", "MOOC_DATA": str(folder)}
    try:
        django.setup()
        from tests.bench.certificates.report import report

        report(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
