"""The identifier of each passage, written in the text that is kept."""

import pytest

from courses.catalogue.identifying import MAX_KEY, tidied, with_passage_ids
from courses.catalogue.markup import passages_in

SOURCE = "/// source | A06"
WRITTEN = {
    "one code": (f"{SOURCE}\n///\n", f"{SOURCE} #source-a06\n///\n"),
    "several codes": (f"{SOURCE}, A11\n///\n", f"{SOURCE}, A11 #source-a06-a11\n///\n"),
    "no code": ("/// lecture\na\n///\n", "/// lecture | #lecture\na\n///\n"),
    "an empty bar": ("/// lecture |\na\n///\n", "/// lecture | #lecture\na\n///\n"),
    "blanks at the end": (f"{SOURCE}  \n///\n", f"{SOURCE} #source-a06\n///\n"),
    "longer marks": ("//// ailleurs | B1\na\n////\n", "//// ailleurs | B1 #ailleurs-b1\na\n////\n"),
    "in a list": (f"- a\n\n    {SOURCE}\n    ///\n", f"- a\n\n    {SOURCE} #source-a06\n    ///\n"),
    "the same twice": (
        f"{SOURCE}\n///\n\n{SOURCE}\n///\n",
        f"{SOURCE} #source-a06\n///\n\n{SOURCE} #source-a06-2\n///\n",
    ),
    "one that is taken further on": (
        f"{SOURCE}\n///\n\n/// lecture | #source-a06\na\n///\n",
        f"{SOURCE} #source-a06-2\n///\n\n/// lecture | #source-a06\na\n///\n",
    ),
}  # fmt: skip
LEFT = {
    "a fence": f"```\n{SOURCE}\n///\n```\n",
    "a fence in a list": f"- a\n\n    ~~~\n    {SOURCE}\n    ///\n    ~~~\n",
    "code by its indent": f"a\n\n    {SOURCE}\n    ///\n",
    "code in a sentence": f"Écrivez `{SOURCE}` sur une ligne.\n",
    "an identifier of its own": f"{SOURCE} #le-mien\n///\n",
    "an unknown name": "/// sourse | A06\n///\n",
    "a diagram": "/// schema | trois-spheres\n///\n",
    "a passage never closed": "Rien.\n",
    "an identifier that is refused": f"{SOURCE} #A06\n///\n\n/// lecture\na\n///\n",
    "a code that cannot be": "/// source | A06?\n///\n",
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_passage_without_identifier_is_given_one(name: str) -> None:
    text, wanted = WRITTEN[name]
    assert with_passage_ids(text) == wanted
    assert with_passage_ids(wanted) == wanted


@pytest.mark.parametrize("name", WRITTEN)
def test_the_identifier_that_is_written_is_the_one_that_holds(name: str) -> None:
    _text, wanted = WRITTEN[name]
    assert all(f"#{one.key}" in wanted for one in passages_in(wanted))


@pytest.mark.parametrize("name", LEFT)
def test_what_is_no_passage_is_left(name: str) -> None:
    assert with_passage_ids(LEFT[name]) == LEFT[name]


def test_a_fence_before_a_passage_changes_nothing_to_it() -> None:
    text = f"```\n{SOURCE}\n///\n```\n\n{SOURCE}\n///\n"
    assert with_passage_ids(text) == f"```\n{SOURCE}\n///\n```\n\n{SOURCE} #source-a06\n///\n"


def test_an_identifier_is_never_too_long_to_be_kept() -> None:
    codes = " ".join(f"A{number:02d}" for number in range(1, 60))
    found = passages_in(
        with_passage_ids(f"/// source | {codes}\n///\n\n/// source | {codes}\n///\n")
    )
    assert max(len(one.key) for one in found) <= MAX_KEY + 3
    assert found[0].key != found[1].key


def test_tidied_keeps_one_text_for_the_same_words() -> None:
    assert tidied("\n\r\n  \nUn\r\n\r\nDeux  \n\n") == "Un\n\nDeux\n"
    assert tidied("    code\n\nUn") == "    code\n\nUn\n"
