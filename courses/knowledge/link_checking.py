"""Do the addresses that we give still answer? Asked by a command, never by a page.

A site that refuses machines (401, 403, 429…) is not dead: it is said to be unverified.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from time import sleep

import requests
from django.conf import settings
from django.db import transaction

from courses.knowledge.addresses import site_of
from courses.knowledge.models import LinkCheck, Notice, Reference
from courses.knowledge.outside import PrivateAddress, outside_session

AT_ONCE = 4
TIMEOUT = 15.0
"""Seconds, to connect and then to answer."""
PAUSE = 2.0
"""Seconds before the second and last try: a site that restarts is not a dead one."""
SEVERAL = 3
"""Sites: so many are not all out of reach on the same day."""

_REFUSALS = {401, 403, 407, 429, 451, 999}
"""What sites answer to machines and not to people (999 is LinkedIn's)."""
_WORDS = {
    401: "le site demande de s’identifier",
    403: "le site refuse les vérifications automatiques",
    404: "page introuvable",
    410: "page retirée",
    429: "le site demande d’attendre",
}
_OUT_OF_ORDER = "le site est en panne"
_FAILURES: list[tuple[type[Exception], str, bool]] = [
    (requests.TooManyRedirects, "renvois sans fin", False),
    (requests.exceptions.SSLError, "certificat du site refusé", False),
    (requests.Timeout, "pas de réponse à temps", True),
    (requests.ConnectionError, "site injoignable", True),
]
"""The first that fits; whether nobody answered."""


class NobodyAnswers(Exception):
    """Not one of several sites: it is our own network that is down."""


@dataclass(frozen=True)
class Answer:
    """What an address answered: no problem when it leads somewhere."""

    problem: str = ""
    is_dead: bool = False
    may_pass: bool = False
    """Worth asking again: a site out of order, or out of reach for a moment."""
    is_silent: bool = False
    """Nobody answered at all."""


@dataclass(frozen=True)
class Asking:
    """How addresses are asked."""

    at_once: int = AT_ONCE
    timeout: float = TIMEOUT
    pause: float = PAUSE
    may_be_private: bool = False
    """For tests alone: an address written in a file must not reach the machines of our network."""


def cited_addresses() -> dict[str, list[str]]:
    """Each address that pages give, and the codes and keys of what gives it, findings included."""
    cited: dict[str, list[str]] = {}
    for reference in Reference.objects.prefetch_related("findings"):
        codes = [reference.code, *(one.code for one in reference.findings.all())]
        for url in [reference.url, *reference.more_urls]:
            cited.setdefault(url, []).extend(codes)
    for notice in Notice.objects.prefetch_related("findings"):
        codes = [notice.key, *(one.code for one in notice.findings.all())]
        doi = f"https://doi.org/{notice.doi}" if notice.doi else ""
        for url in filter(None, {notice.url, doi}):
            cited.setdefault(url, []).extend(codes)
    return {url: list(dict.fromkeys(codes)) for url, codes in cited.items()}


def check_links(urls: Iterable[str], *, now: datetime, asking: Asking) -> list[LinkCheck]:
    """Ask every address, keep what it answered, and forget those that are no longer given.

    NobodyAnswers, and nothing is kept, when no site of several does.
    """
    urls = sorted(set(urls), key=site_of)
    answers = dict(_asked(urls, asking))
    sites = {site_of(url) for url in urls}
    if len(sites) >= SEVERAL and all(one.is_silent for one in answers.values()):
        raise NobodyAnswers
    with transaction.atomic():
        LinkCheck.objects.exclude(url__in=urls).delete()
        return [_keep(url, answers[url], now) for url in urls]


def _keep(url: str, answer: Answer, now: datetime) -> LinkCheck:
    """Dead since the first failure; a single answer, and it lives again."""
    check, _created = LinkCheck.objects.get_or_create(url=url, defaults={"checked_at": now})
    check.checked_at = now
    check.problem = answer.problem
    check.dead_since = (check.dead_since or now) if answer.is_dead else None
    check.save()
    return check


def _asked(urls: Iterable[str], asking: Asking) -> Iterator[tuple[str, Answer]]:
    """Several sites at once, but one address of a site after the other: that is polite."""
    sites = [list(of_site) for _name, of_site in groupby(urls, key=site_of)]
    with ThreadPoolExecutor(max_workers=asking.at_once) as executor:
        for answers in executor.map(lambda of_site: _asksite_of(of_site, asking), sites):
            yield from answers


def _asksite_of(urls: Iterable[str], asking: Asking) -> list[tuple[str, Answer]]:
    # The public address of the site lets who reads their logs write to us.
    agent = f"Alliances-verification-des-liens (+{settings.COURSES_SITE_URL})"
    with outside_session(agent, may_be_private=asking.may_be_private) as session:
        return [(url, _ask_twice(session, url, asking)) for url in urls]


def _ask_twice(session: requests.Session, url: str, asking: Asking) -> Answer:
    answer = _ask(session, url, asking.timeout)
    if answer.may_pass:
        sleep(asking.pause)
        answer = _ask(session, url, asking.timeout)
    return answer


def _ask(session: requests.Session, url: str, timeout: float) -> Answer:
    """HEAD, then GET for a site that refuses HEAD in any way; of a GET, only its headers."""
    try:
        if session.head(url, timeout=timeout, allow_redirects=True).ok:
            return Answer()
    except requests.ConnectionError:
        pass  # some close the connection rather than say 405
    except (requests.RequestException, PrivateAddress, ValueError) as problem:
        return _failed(problem)
    try:
        with session.get(url, timeout=timeout, stream=True) as response:
            return _judged(response.status_code)
    except (requests.RequestException, PrivateAddress, ValueError) as problem:
        return _failed(problem)


def _judged(status: int) -> Answer:
    if status < 400:
        return Answer()
    words = _WORDS.get(status, _OUT_OF_ORDER if status >= 500 else "le site refuse cette adresse")
    return Answer(
        f"{status}, {words}", is_dead=status not in _REFUSALS, may_pass=500 <= status < 600
    )


def _failed(problem: Exception) -> Answer:
    """In French, without what only a programmer reads."""
    if isinstance(problem, PrivateAddress):
        return Answer("adresse d’un réseau privé, que nous n’interrogeons pas", is_dead=True)
    for kind, words, is_silent in _FAILURES:
        if isinstance(problem, kind):
            return Answer(words, is_dead=True, may_pass=is_silent, is_silent=is_silent)
    return Answer("adresse mal formée", is_dead=True)
