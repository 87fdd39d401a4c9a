"""The measured site, in a process of its own whose environment names its data and its database.

`python -m tests.bench.site prepare FOLDER` fills it and prints what may be asked of it;
`python -m tests.bench.site serve PORT` serves it as `manage.py up` does.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import django

from mooc.running import preparing, processes


def prepare(folder: Path) -> None:
    from tests.bench.world import make_world

    preparing.migrate(_say)
    preparing.make_cache_table()
    preparing.collect_static(_say)
    json.dump(asdict(make_world(folder)), sys.stdout)


def serve(port: int) -> None:
    web = next(one for one in processes.site_processes("127.0.0.1", port) if one.name == "web")
    web.main()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    django.setup()
    command, argument = sys.argv[1:]
    if command == "prepare":
        prepare(Path(argument))
    else:
        serve(int(argument))
