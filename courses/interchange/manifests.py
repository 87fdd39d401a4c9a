"""`export.yaml`: what each file said when its folder was exported.

It is what tells « the file changed » from « the site changed ». A folder that ships with a site
has none: what a file last wrote there is where its next edit comes from.
"""

from collections.abc import Mapping
from pathlib import Path

from courses.interchange.comparing import Key
from courses.interchange.dumping import yaml_text
from courses.interchange.reading import read_yaml
from courses.interchange.shaping import schema_named, shaped

NAME = "export.yaml"
_SUFFIXES = {".quiz.yaml": "quiz", ".md": "lesson"}


def read_manifest(folder: Path) -> dict[Key, str]:
    """The hash of each file when this folder was exported; nothing for one that was not."""
    files = _read(folder)
    return {_key(name): hashed for name, hashed in files.items()}


def rewrite_manifest(folder: Path, hashes: Mapping[str, str | None]) -> None:
    """What has been loaded is known to the site: the next edit starts from there."""
    if files := _read(folder):
        now = {**files, **hashes}
        text = manifest_text({name: hashed for name, hashed in now.items() if hashed})
        path = folder / NAME
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def manifest_text(hashes: Mapping[str, str]) -> str:
    schema = schema_named("export")
    return yaml_text(shaped({"files": dict(hashes)}, schema), schema)


def _read(folder: Path) -> dict[str, str]:
    path = folder / NAME
    return dict(read_yaml(path, schema="export").data["files"]) if path.exists() else {}


def _key(name: str) -> Key:
    """`modules/accueil/bonjour.quiz.yaml` is the questionnaire of the lesson « bonjour »."""
    path = Path(name)
    if path.name == "module.yaml":
        return "module", path.parent.name
    for suffix, kind in _SUFFIXES.items():
        if name.endswith(suffix):
            return kind, path.name.removesuffix(suffix)
    return "course", path.stem
