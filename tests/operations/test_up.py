"""`manage.py up` from the outside: what it prints, what it starts, what it leaves."""

import os
import signal
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.operations.site import PRODUCTION, Site, wait_until

# Once is enough: it never uses the servers of tests/servers.
pytestmark = pytest.mark.style


def _tables(data: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(data / "mooc.sqlite3") as database:
        names = ("django_migrations", "courses_course", "courses_statement")
        counts = [
            (name, database.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]) for name in names
        ]
    database.close()
    return counts


def test_a_second_start_keeps_everything(site: Site) -> None:
    key, before = (site.data / "secret_key").read_text(), _tables(site.data)
    assert all(count for _name, count in before)
    site.start()
    assert site.status("/") == 200
    assert site.status("/formations/") == 200
    assert "Préparation des fichiers" not in site.said()
    assert "Chargement des formations" not in site.said()
    site.send(signal.SIGINT)
    assert site.wait() == 0, site.said()
    assert site.pids() == []
    assert ((site.data / "secret_key").read_text(), _tables(site.data)) == (key, before)


def test_the_whole_falls_with_its_pages(site: Site) -> None:
    site.start()
    wait_until(lambda: site.status("/readyz") == 200, 60, site.said)
    os.kill(site.pid_of("mooc-web"), signal.SIGKILL)
    assert site.wait() == 1
    assert "« web » s'est arrêté (-9) : tout s'arrête" in site.said()
    assert site.pids() == []


def test_killed_it_leaves_no_orphan_and_starts_again(site: Site) -> None:
    site.start()
    site.send(signal.SIGKILL)
    site.wait()
    wait_until(lambda: site.pids() == [], 30)
    site.start()
    site.send(signal.SIGINT)
    wait_until(lambda: "Arrêt en cours" in site.said(), 10)
    site.send(signal.SIGINT)  # how soon: see test_supervisor.py
    assert site.wait() == 0
    assert site.pids() == []


def test_a_port_in_use_is_said_in_one_sentence(site: Site) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        done = site.run()
    assert done.returncode == 1
    assert f"Le port {site.port} est déjà pris" in done.stderr
    assert "make run PORT=" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_while_preparing_is_said_in_one_word(site: Site) -> None:
    (site.data / "content.stamp").unlink()
    with site.log.open("wb") as log:
        site.launch(log)
    wait_until(lambda: "Chargement des formations" in site.said(), 60, site.said)
    site.send(signal.SIGINT)
    assert site.wait() == 130
    assert "Interrompu." in site.said()
    assert "Traceback" not in site.said()


def test_a_backup_is_not_put_back_under_a_running_site(site: Site) -> None:
    site.start()
    site.manage("backup", "--to", str(site.data / "saved"))
    (archive,) = (site.data / "saved").iterdir()
    done = site.manage("restore", "--replace", str(archive))
    assert done.returncode == 1
    assert "Le site tourne déjà sur ces données" in done.stderr
    assert site.status("/") == 200
    site.send(signal.SIGTERM)
    site.wait()
    assert site.manage("restore", "--replace", str(archive)).returncode == 0


def test_two_sites_do_not_share_their_data(site: Site) -> None:
    site.start()
    other = Site(site.data)
    done = other.run()
    assert done.returncode == 1
    assert "tourne déjà sur ces données" in done.stderr
    assert site.status("/healthz") == 200


def test_production_refuses_demonstration_accounts(site: Site) -> None:
    with sqlite3.connect(site.data / "mooc.sqlite3") as database:
        database.execute("DELETE FROM accounts_user WHERE email LIKE '%@demo.example'")
        database.execute(
            "INSERT INTO accounts_user (uuid, email, password, certificate_name, language,"
            " time_zone, is_staff, is_active, is_superuser, date_joined)"
            " VALUES ('0', 'Marie@DEMO.example', '', '', 'fr', 'UTC', 0, 1, 0, '2026-01-01')"
        )
    database.close()
    done = site.run(**PRODUCTION)
    assert done.returncode == 1
    assert "1 compte(s) de démonstration" in done.stderr
    assert site.pids() == []
