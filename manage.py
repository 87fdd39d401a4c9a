#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys

INTERRUPTED = 130


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mooc.settings")
    try:
        run()
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)  # noqa: T201
        sys.exit(INTERRUPTED)


def run() -> None:
    """Django's own; what is wrong in the environment is said in one sentence."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"Réglage à corriger : {problem}")


if __name__ == "__main__":
    main()
