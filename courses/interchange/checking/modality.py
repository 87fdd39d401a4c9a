"""Degrees: where a statement says « peuvent » or « permettra », no right answer says more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from courses.interchange.checking.asking import Question, all_questions
from courses.interchange.checking.contents import Contents, Entry
from courses.interchange.checking.wording import holds, quotes, refuses, sentences
from courses.interchange.reading import ContentError

_MODAL = re.compile(r"\b(peu(?:t|vent)|pourr\w+|permet\w*|devr\w+|doi(?:t|vent))\b")
_INFINITIVE = re.compile(r"(?<!\bl['’])\b(\w{2,}(?:er|ir|re))\b")
_NOT_VERBS = {"contre", "entre", "notre", "votre", "autre", "outre", "titre", "chiffre"}
_ASIDE = re.compile(r",?\s*\b(?:selon|d['’]après)\s[^,;:.]*,", re.IGNORECASE)

# What is said of alliances when it is no longer said to be possible.
_HARDENING = {
    "ent": "font prouvent démontrent garantissent assurent entraînent produisent génèrent "
    "provoquent causent permettent suffisent renforcent rendent résolvent transforment "
    "établissent apportent",
    "e": "prouve démontre garantit assure entraîne produit génère provoque cause permet "
    "suffit renforce rend résout transforme établit apporte",
}
_PROVED = re.compile(
    r"\b(?:est|sont|été)\s+(?:\w+\s)?(?:prouv|démontr|garanti|confirm)\w*"
    r"|\best\s+(?:établi|certain|acquis|sûr)\w*\s+qu[e'’]"
    r"|\bsans aucun doute\b|\bforcément\b|\bnécessairement\b|\bautomatiquement\b"
    r"|\b(?:source|support|étude|énoncé|ligne|rameau|observatoire)s?\s+(?:a\s|ont\s)?"
    r"(?:prouv|démontr|garanti|établi)\w*\s+qu[e'’]",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\bpeut-être\b|\bparfois\b|éventuel|\bpossib|susceptib|\bn(?:e\s|['’])|\bsans\b|\bni\b|\bsi\b"
    r"|\w(?:e|i|d|u|r|v)rai(?:t|ent)\b|\bnon\b|\bpas\b",
    re.IGNORECASE,
)
# Between a subject and its verb, nothing hands the verb over to another subject.
_BETWEEN = r"(?:\s+qui)?(?:(?!\b(?:que|qu['’]|dont|où|qui|source|support|lignes?)\b)[^;:.!?])*?"


@dataclass(frozen=True)
class Degree:
    """A statement that says only what may be, and the words that would say more."""

    code: str
    text: str
    modal: str
    hard: re.Pattern[str]

    def hardened_by(self, text: str) -> str:
        """The words of a text that say more than the statement does, if any."""
        for quote in quotes(text):
            if holds(self.text, quote.text):
                text = text.replace(quote.text, " " * len(quote.text))
        for sentence in sentences(text):
            if not refuses(sentence) and (found := self._asserted(sentence)):
                return found
        return ""

    def _asserted(self, sentence: str) -> str:
        for clause in re.split(r"[;:]", _ASIDE.sub("", sentence)):
            found = self.hard.search(clause) or _PROVED.search(clause)
            if found and not _SOFT.search(clause):
                return found[found.lastindex or 0].strip()
        return ""


def check(contents: Contents) -> Iterator[ContentError]:
    degrees = degrees_of(contents)
    for question in all_questions(contents):
        cited = [degrees[code] for code in question.data["cites"] if code in degrees]
        if cited:
            yield from _check_question(question, cited)


def _check_question(question: Question, cited: list[Degree]) -> Iterator[ContentError]:
    for prose in question.given_as_true():
        for degree in cited:
            if hard := degree.hardened_by(prose.text):
                yield ContentError(
                    prose.path,
                    prose.line,
                    f"« {hard} » durcit {degree.code}, qui écrit « {degree.modal} »",
                )
                break


def degrees_of(contents: Contents) -> dict[str, Degree]:
    """The statements with a modal of their own, or whose finding has one."""
    modals = {
        code: finding["modality"]
        for finding in contents.entries("findings")
        if finding.get("modality")
        for code in finding["statements"]
    }
    found = {}
    for code, entry in contents.coded("statements").items():
        own = _MODAL.search(entry["text"])
        if own or code in modals:
            found[code] = _degree(code, entry, own, own[1] if own else modals[code])
    return found


def _degree(code: str, entry: Entry, own: re.Match[str] | None, modal: str) -> Degree:
    before, _modal, after = entry["text"].partition(modal if own else "\0")
    verbs = [verb for verb in _INFINITIVE.findall(after) if verb not in _NOT_VERBS]
    nouns = re.findall(r"\w{4,}", before if own else entry["text"])
    noun = nouns[0].removesuffix("s") if nouns else "alliance"
    is_plural = modal.endswith("nt")
    one = rf"(?:l['’]|une\s|cette\s|chaque\s|le\s|ce\s)(?:\w+\s){{0,3}}{noun}"
    them = rf"(?:{noun}s|elles|ils)" if is_plural else "(?:elle|il)"
    own_ending = "ent" if is_plural else "e"
    said = [
        rf"\b{one}\b{_BETWEEN}\b{_verbs(verbs, 'e', modal)}",
        # An answer may begin with its verb: its subject is in the question.
        rf"(?:^\W*|\b{them}\b{_BETWEEN}\b){_verbs(verbs, own_ending, modal)}",
    ]
    return Degree(code, entry["text"], modal, re.compile("|".join(said), re.IGNORECASE))


def _verbs(verbs: list[str], ending: str, modal: str) -> str:
    """What its subject may not do: the verbs that the modal governs, and those that prove."""
    forms = [form for verb in verbs for form in _forms(verb, ending)] + _HARDENING[ending].split()
    return rf"({'|'.join(form for form in forms if form != modal)})\b"


def _forms(verb: str, ending: str) -> list[str]:
    """The present, future and past of a verb in « er »; the present of the others."""
    stem = verb[:-2]
    # relever, relèvent: the last e of the stem takes an accent.
    stem = re.sub(r"e(?=[^aeiouyéèê]$)", "[eè]", stem)
    if not verb.endswith("er"):
        return [rf"{stem}(?:iss)?ent"] if ending == "ent" else [rf"{stem}i?t"]
    past = rf"{stem}ée?s?"
    if ending == "ent":
        return [rf"{stem}ent", rf"{stem}eront", rf"ont\s+{past}"]
    return [rf"{stem}e", rf"{stem}era", rf"a\s+{past}", r"a permis d['’e]"]
