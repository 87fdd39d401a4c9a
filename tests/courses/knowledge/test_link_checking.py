"""Addresses asked for real, of sites on this machine; what is kept, printed and shown."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.catalogue.models import Course
from courses.knowledge.link_checking import Asking, NobodyAnswers, check_links, cited_addresses
from courses.knowledge.models import LinkCheck, Notice, Reference
from tests.courses.knowledge.certificates import self_signed
from tests.courses.knowledge.sites import ANSWERS, Site, site
from tests.courses.small import Folder

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ASKING = Asking(at_once=4, timeout=0.5, pause=0.01, may_be_private=True)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as found:
        yield found


def _check(here: Site, *paths: str, now: datetime = NOW, asking: Asking = ASKING) -> LinkCheck:
    """The last of what these paths answered."""
    checks = check_links([f"{here.url}{path}" for path in paths], now=now, asking=asking)
    return {check.url: check for check in checks}[f"{here.url}{paths[-1]}"]


@pytest.mark.parametrize(
    "path", ["/bien", "/refuse-head", "/cache-a-head", "/coupe-head", "/guerit"]
)
def test_an_address_that_answers_has_no_problem(here: Site, path: str) -> None:
    check = _check(here, path)
    assert (check.checked_at, check.problem, check.dead_since) == (NOW, "", None)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/perdu", "404, page introuvable"),
        ("/retire", "410, page retirée"),
        ("/panne", "500, le site est en panne"),
        ("/vers-rien", "404, page introuvable"),
        ("/boucle", "renvois sans fin"),
        ("/muet", "pas de réponse à temps"),
        ("/fichier", "adresse mal formée"),
    ],
)
def test_an_address_that_fails_is_dead_and_says_why(here: Site, path: str, problem: str) -> None:
    check = _check(here, path)
    assert (check.problem, check.dead_since) == (problem, NOW)


def test_a_redirect_is_followed(here: Site) -> None:
    assert _check(here, "/ailleurs").problem == ""
    assert [(method, path) for method, path, _agent in here.asked] == [
        ("HEAD", "/ailleurs"),
        ("HEAD", "/bien"),
    ]


def test_a_site_that_refuses_machines_is_not_dead(here: Site) -> None:
    check = _check(here, "/refuse-machines")
    assert check.problem == "403, le site refuse les vérifications automatiques"
    assert check.dead_since is None


def test_a_page_that_is_lost_is_not_asked_twice_but_a_site_out_of_order_is(here: Site) -> None:
    _check(here, "/perdu", "/panne")
    assert [path for _method, path, _agent in here.asked].count("/perdu") == 2
    assert [path for _method, path, _agent in here.asked].count("/panne") == 4


def test_a_site_with_a_certificate_that_nobody_signed_is_said(tmp_path: Path) -> None:
    with site(self_signed(tmp_path / "site.pem")) as secret:
        assert _check(secret, "/bien").problem == "certificat du site refusé"
    assert secret.asked == []


@pytest.mark.parametrize(
    "url", ["http://localhost:1/", "http://nulle-part.invalid/", "http://[::1", "http://a b/"]
)
def test_an_address_that_leads_nowhere_is_dead(url: str) -> None:
    (check,) = check_links([url], now=NOW, asking=ASKING)
    assert check.dead_since == NOW
    assert check.problem in {"site injoignable", "adresse mal formée"}


def test_dead_since_is_the_first_failure_and_goes_when_it_answers(
    here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"{here.url}/change"
    with monkeypatch.context() as lost:
        lost.setitem(ANSWERS, "/change", (404, 404))
        _check(here, "/change")
        later = _check(here, "/change", now=NOW + timedelta(days=7))
    assert (later.checked_at, later.dead_since) == (NOW + timedelta(days=7), NOW)
    again = _check(here, "/change", now=NOW + timedelta(days=14))
    assert (again.problem, again.dead_since) == ("", None)
    assert LinkCheck.objects.get().url == url


def test_an_address_no_longer_given_is_forgotten(here: Site) -> None:
    _check(here, "/bien", "/ailleurs")
    _check(here, "/bien")
    assert [one.url for one in LinkCheck.objects.all()] == [f"{here.url}/bien"]


def test_one_site_is_asked_one_address_after_the_other_and_told_who_asks(here: Site) -> None:
    _check(here, *(f"/page-{number}" for number in range(6)))
    assert here.most_at_once == 1
    assert {agent for _method, _path, agent in here.asked} == {
        "Alliances-verification-des-liens (+http://localhost:8000)"
    }


def test_our_own_network_down_kills_no_link(here: Site) -> None:
    _check(here, "/bien")
    silent = [f"http://nulle-part-{number}.invalid/" for number in range(3)]
    with pytest.raises(NobodyAnswers):
        check_links(silent, now=NOW, asking=ASKING)
    assert [one.url for one in LinkCheck.objects.all()] == [f"{here.url}/bien"]


def test_private_machines_are_never_asked(here: Site) -> None:
    check = _check(here, "/bien", asking=Asking(timeout=0.5, pause=0.01))
    assert check.problem == "adresse d’un réseau privé, que nous n’interrogeons pas"
    assert here.asked == []


# The addresses of the library, and the command ----------------------------------------------------


def test_every_address_given_is_asked_with_what_gives_it(course: Course) -> None:
    cited = cited_addresses()
    assert cited["https://www.lerameau.fr/d-comme-donnees/"] == ["B02", "R11"]
    assert cited["https://www.lerameau.fr/la-co-construction-territoriale/"] == ["B26"]
    assert cited["https://doi.org/10.1787/9789264278219-en"] == ["ocde-mesurer-la-confiance"]
    assert "" not in cited


@pytest.fixture
def given(small: Course, folder: Folder, here: Site) -> Any:
    """Run the command when every reference leads to this path, and the shelf is empty."""

    def run(path: str, capsys: Any, is_private: bool = True) -> str:
        Notice.objects.all().delete()
        Reference.objects.update(url=f"{here.url}{path}", more_urls=[])
        call_command("check_links", timeout=0.5, allow_private=is_private)
        said: str = capsys.readouterr().out
        return said

    return run


def test_the_command_says_that_all_is_well(given: Any, capsys: Any) -> None:
    assert given("/bien", capsys) == "1 adresse(s), aucun lien mort.\n"


def test_the_command_says_what_is_dead_and_who_gives_it_and_fails(
    given: Any, here: Site, capsys: Any
) -> None:
    with pytest.raises(CommandError, match=r"^1 lien\(s\) mort\(s\) sur 1 adresse") as failed:
        given("/perdu", capsys)
    assert failed.value.returncode == 1
    said = capsys.readouterr().out
    assert said.startswith(f"lien mort : {here.url}/perdu (404, page introuvable) cité par B01")
    assert said.endswith(", B901, R901\n")


def test_the_command_says_what_could_not_be_verified(given: Any, here: Site, capsys: Any) -> None:
    said = given("/refuse-machines", capsys)
    assert said.startswith(f"non vérifié : {here.url}/refuse-machines (403, ")
    assert said.endswith("1 adresse(s), aucun lien mort.\n")


def test_the_command_asks_no_private_machine_unless_told(
    given: Any, here: Site, capsys: Any
) -> None:
    with pytest.raises(CommandError):
        given("/bien", capsys, is_private=False)
    assert here.asked == []


@pytest.mark.parametrize("wrong", [{"at_once": 0}, {"timeout": 0.0}])
def test_the_command_refuses_a_number_that_means_nothing(wrong: dict[str, Any], db: None) -> None:
    with pytest.raises(CommandError, match="plus grand que zéro"):
        call_command("check_links", **wrong)
