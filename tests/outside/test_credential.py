"""The credential that a certificate carries, judged offline by two libraries of other people."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone

from certificates.credentials.signing import sign
from certificates.keys.loading import CredentialKey
from tests.outside.conftest import Story

Check = Callable[[Any, Any], Any]
ACCEPTED = {"verified": True, "revoked": False, "checked": 1, "problem": ""}


def test_a_true_credential_is_accepted(story: Story, check: Check) -> None:
    assert check(story.credential(), story.told()["served"]) == ACCEPTED


def _another_name(credential: Any) -> None:
    credential["credentialSubject"]["identifier"][0]["identityHash"] = "Quelqu'un d'autre"


def _another_course(credential: Any) -> None:
    credential["credentialSubject"]["achievement"]["name"] = "Une autre formation"


def _another_place_in_the_list(credential: Any) -> None:
    index = int(credential["credentialStatus"]["statusListIndex"])
    credential["credentialStatus"]["statusListIndex"] = str(index ^ 1)


def _a_word_that_no_context_defines(credential: Any) -> None:
    credential["credentialSubject"]["mention"] = "très bien"


@pytest.mark.parametrize(
    "change",
    [
        _another_name,
        _another_course,
        _another_place_in_the_list,
        _a_word_that_no_context_defines,
    ],
)
def test_a_changed_credential_is_refused(
    story: Story, check: Check, change: Callable[[Any], None]
) -> None:
    credential = story.credential()
    change(credential)
    verdict = check(credential, story.told()["served"])
    assert not verdict["verified"]
    assert verdict["problem"]


def test_a_credential_of_another_key_is_refused(story: Story, check: Check) -> None:
    """Signed again, as well as we do, by somebody who has not our key."""
    credential = story.credential()
    proof = credential.pop("proof")
    key = CredentialKey(Ed25519PrivateKey.generate())
    forged = sign(credential, key, method=proof["verificationMethod"], now=timezone.now())
    assert not check(forged, story.told()["served"])["verified"]


def test_a_revoked_credential_is_seen_as_revoked(story: Story, check: Check) -> None:
    served = story.told("revoked")["served"]
    assert check(story.credential(), served) == {**ACCEPTED, "revoked": True}
    assert check(story.credential("rotated", 2), served) == ACCEPTED


def test_a_changed_status_list_is_refused(story: Story, check: Check) -> None:
    """Somebody who puts the old bits back in the new list is seen."""
    served = story.told("revoked")["served"]
    url = story.credential()["credentialStatus"]["statusListCredential"]
    before = story.told()["served"][url]["credentialSubject"]["encodedList"]
    assert served[url]["credentialSubject"]["encodedList"] != before
    served[url]["credentialSubject"]["encodedList"] = before
    assert not check(story.credential(), served)["verified"]


def test_an_old_key_still_verifies_after_a_rotation(story: Story, check: Check) -> None:
    told = story.told("rotated")
    old, new = story.credential("rotated", 1), story.credential("rotated", 2)
    methods = {one["proof"]["verificationMethod"] for one in (old, new)}
    assert set(told["served"][told["did"]]["assertionMethod"]) == methods
    assert len(methods) == 2
    assert check(old, told["served"]) == ACCEPTED
    assert check(new, told["served"]) == ACCEPTED


def test_a_compromised_key_no_longer_verifies(story: Story, check: Check) -> None:
    served = story.told("compromised")["served"]
    assert not check(story.credential(), served)["verified"]
    assert check(story.credential("rotated", 2), served) == ACCEPTED


def test_nothing_is_asked_of_the_network(story: Story, check: Check) -> None:
    """What is not served is a refusal, never an empty answer that would pass for a valid one."""
    verdict = check(story.credential(), {})
    assert not verdict["verified"]
    assert "not served" in verdict["problem"]
