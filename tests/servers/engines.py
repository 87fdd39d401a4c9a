"""How each server is started; each function returns the settings that lead to it."""

import os
import subprocess
from pathlib import Path

from tests.servers.process import Process, free_port, program

Settings = dict[str, str]


def postgresql(process: Process, *, durable: bool = False) -> Settings:
    folders = sorted(str(path) for path in Path("/usr/lib/postgresql").glob("*/bin"))
    port = str(free_port())
    initdb = [program("initdb", *folders[-1:]), "--pgdata=data", "--username=mooc"]
    process.call([*initdb, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
    # Nothing here survives the run: durability only costs time, except where time is measured.
    unsafe = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    quick = [] if durable else [part for option in unsafe for part in ("-c", option)]
    local = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={process.folder}"]
    process.start([program("postgres", *folders[-1:]), "-D", "data", "-p", port, *local, *quick])
    is_ready = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", port]
    process.wait(lambda: subprocess.run(is_ready, check=False).returncode == 0)
    return {"DATABASE_URL": f"postgres://mooc@127.0.0.1:{port}/postgres"}


def redis(process: Process) -> Settings:
    import redis as client

    port = free_port()
    server = [program("redis-server"), "--port", str(port), "--bind", "127.0.0.1"]
    process.start([*server, "--save", "", "--appendonly", "no", "--dir", str(process.folder)])

    def is_ready() -> bool:
        try:
            return bool(client.Redis(port=port).ping())
        except client.ConnectionError:
            return False

    process.wait(is_ready)
    url = f"redis://127.0.0.1:{port}"
    return {"CACHE_URL": f"{url}/0", "CELERY_BROKER_URL": f"{url}/1"}


def rabbitmq(process: Process) -> Settings:
    from kombu import Connection

    port, epmd_port = free_port(), str(free_port())
    # Erlang's port mapper would otherwise be started as a daemon that outlives us.
    process.start([program("epmd"), "-port", epmd_port, "-address", "127.0.0.1"])
    # The script itself: Debian's wrapper insists on the user « rabbitmq ».
    server = program("rabbitmq-server", "/usr/lib/rabbitmq/bin")
    if Path("/usr/lib/rabbitmq/bin/rabbitmq-server").exists():
        server = "/usr/lib/rabbitmq/bin/rabbitmq-server"
    process.start(
        [server],
        ERL_EPMD_PORT=epmd_port,
        RABBITMQ_NODENAME=f"mooc-{os.getpid()}@localhost",
        RABBITMQ_NODE_IP_ADDRESS="127.0.0.1",
        RABBITMQ_NODE_PORT=str(port),
        RABBITMQ_DIST_PORT=str(free_port()),
        RABBITMQ_MNESIA_BASE=str(process.folder / "mnesia"),
        RABBITMQ_LOG_BASE=str(process.folder / "log"),
        RABBITMQ_PID_FILE=str(process.folder / "pid"),
        RABBITMQ_CONFIG_FILE=str(process.folder / "none"),
        RABBITMQ_CONF_ENV_FILE=str(process.folder / "none.env"),
        RABBITMQ_ENABLED_PLUGINS_FILE=str(process.folder / "plugins"),
    )
    url = f"amqp://guest:guest@127.0.0.1:{port}//"

    def is_ready() -> bool:
        try:
            with Connection(url, connect_timeout=2) as connection:
                connection.connect()
        except OSError:
            return False
        return True

    process.wait(is_ready, seconds=120)
    return {"CELERY_BROKER_URL": url}


def s3(process: Process) -> Settings:
    import boto3
    from botocore.exceptions import EndpointConnectionError

    port = free_port()
    process.start([program("moto_server", ".venv/bin"), "-H", "127.0.0.1", "-p", str(port)])
    store = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )

    def is_ready() -> bool:
        try:
            store.create_bucket(Bucket="mooc")
        except EndpointConnectionError:
            return False
        return True

    process.wait(is_ready)
    return {"STORAGE_URL": f"s3://key:secret@127.0.0.1:{port}/mooc?secure=false"}
