"""What holds the house together: catalogs, README and CI, layers at run time."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspect_tui.cli import make_parser
from inspect_tui.locale import Catalog

ROOT = Path(__file__).parents[1]


def test_catalogs_are_complete_and_compiled() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/catalogs.py"), "check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("language", ["vi", "en"])
def test_translations_keep_their_fields(language: str) -> None:
    messages = Catalog(language)._messages._catalog  # type: ignore[attr-defined]
    for key, text in messages.items():
        source = key[0] if isinstance(key, tuple) else key
        if source:
            assert set(re.findall(r"{\w+}", text)) <= set(re.findall(r"{\w+}", source)) | {"{count}"}, source
            assert set(re.findall(r"%\(\w+\)[rs]|%[rs]", text)) == set(re.findall(r"%\(\w+\)[rs]|%[rs]", source))


def literals(node: ast.AST) -> Iterator[str]:
    """Yield the texts that an argument may be, where it says them itself."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.IfExp():
            yield from literals(node.body)
            yield from literals(node.orelse)
        case ast.BoolOp():
            for value in node.values:
                yield from literals(value)


def messages_used(source: str) -> Iterator[tuple[str, str | None]]:
    """Yield each message that code asks for in its own words, with its plural, also from within f-strings."""
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and call.args and isinstance(call.func, ast.Name | ast.Attribute)):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
        if name in ("t", "N_"):
            yield from ((text, None) for text in literals(call.args[0]))
        elif name == "n" and len(call.args) > 1:
            yield from zip(literals(call.args[0]), literals(call.args[1]), strict=True)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_message_in_the_code_is_in_the_catalogs(language: str) -> None:
    messages = Catalog(language)._messages._catalog  # type: ignore[attr-defined]
    assert set(messages_used("f\"{t('one')}\" + c.n('two', 'many', 2)")) == {("one", None), ("two", "many")}
    lost = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        for text, plural in messages_used(path.read_text(encoding="utf-8"))
        if (text if plural is None else (text, 0)) not in messages
        or (plural is not None and language == "en" and messages[text, 1] != plural)
    ]
    assert not lost


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = (
        "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e '.[dev]'"
        " && .venv/bin/pytest -n 2 -m 'not alone and not slow' && .venv/bin/pytest -m 'alone and not slow'"
    )
    assert command in readme
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . && .venv/bin/inspect-tui demo" in readme


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    usage = make_parser(Catalog("en")).format_help()
    commands = re.search(r"COMMAND\n(.*?)\n\noptions|$", usage, re.S)
    names = set(re.findall(r"^    (\w+)\s", usage, re.M))
    assert commands is not None
    assert len(names) >= 11, usage
    for name in names:
        assert re.search(rf"`{name}[ `]", readme), f"{name} is not in the README"


def test_the_closure_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pins)
    assert "textual==8.2.8" in pins


def test_no_path_of_a_machine_and_no_address_of_a_registry_is_in_the_tree() -> None:
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if files.returncode:
        pytest.skip("not a git checkout")
    bad = re.compile("|".join(["/ro" + "ot/", "/ho" + "me/\\w", "/wo" + "rk/", "py" + "pi\\.org", "pytho" + "nhosted"]))
    for name in files.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".po", ".json", ".svg", ""} and path.is_file():
            assert not bad.search(path.read_text(encoding="utf-8", errors="ignore")), name
