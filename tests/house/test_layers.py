"""Who may import whom, what is pure, and who commits."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "parentcomms"

# Pure beside rules.py: facts and decisions that need no app, database or clock.
PURE_TOO = (
    "school/years.py",
    "school/details.py",
    "audit/rules.py",
    "people/roll.py",
    "people/upn.py",
    "people/names.py",
    "people/pasted.py",
    "people/review_rules.py",
    "people/relationships.py",
    "concerns/readiness.py",
    "concerns/tightening.py",
    "cases/clocks.py",
    "cases/numbers.py",
    "consent/facts.py",
    "consent/kinds.py",
    "consent/coming_down.py",
    "consent/counting.py",
    "consent/permission.py",
    "consent/sentences.py",
    "consent/reasons.py",
    "consent/due.py",
    "consent/validity.py",
    "consent/who_answers.py",
    "policies/words.py",
    "publishing/facts.py",
    "publishing/finding.py",
    "publishing/reminders.py",
    "communications/content.py",
    "communications/envelopes.py",
    "communications/ready_rules.py",
    "communications/ready_steps.py",
    "demo/families.py",
    "publishing/post_rules.py",
    "setting_up/record_rules.py",
)
IMPURE = {
    "flask",
    "flask_babel",
    "sqlalchemy",
    "requests",
    "parentcomms.database",
    "parentcomms.clock",
    "parentcomms.languages",
}
# Who may commit: views, tasks and commands, once a step; the outbox around each hand-over.
COMMITTERS = (
    "_views.py",
    "accounts/signing_in.py",
    "cli.py",
    "tasks.py",
    "outbox/sending.py",
    "outbox/claims.py",
    "outbox/keeping.py",
    "serve.py",
    "prepare.py",
)


def _modules(pattern: str = "**/*.py") -> Iterator[Path]:
    return (path for path in HOUSE.glob(pattern) if "migrations" not in path.parts)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(_tree(path)))


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_imports_go_to_smaller_numbers_only() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def _pure_modules() -> list[Path]:
    return sorted({*_modules("**/rules.py"), *(HOUSE / name for name in PURE_TOO)})


@pytest.mark.parametrize("path", _pure_modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_rule_is_pure(path: Path) -> None:
    impure = {
        name
        for name in _imports(path)
        if name in IMPURE or name.split(".")[0] in IMPURE or name.endswith((".models", ".queries"))
    }
    assert not impure, f"{path.name} decides with {impure}: pass facts in instead"


def test_only_the_clock_asks_for_the_time() -> None:
    askers = {"now", "utcnow", "today"}
    for path in _modules():
        if path.name == "clock.py":
            continue
        for node in _nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in askers:
                asked = isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}
                assert not asked, f"{path}:{node.lineno} asks the machine for the time"


def test_an_action_never_commits() -> None:
    for path in _modules():
        name = str(path.relative_to(HOUSE))
        if name.endswith(COMMITTERS) or name == "database.py":
            continue
        for node in _nodes(path):
            if isinstance(node, ast.Attribute) and node.attr == "commit":
                pytest.fail(f"{name}:{node.lineno} commits; only views, tasks and commands do")


def test_imports_stand_at_the_top_of_the_file() -> None:
    for path in _modules():
        tree = _tree(path)
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                inner = [
                    node
                    for node in ast.walk(function)
                    if isinstance(node, (ast.Import, ast.ImportFrom))
                ]
                assert not inner, f"{path}:{function.lineno} imports inside {function.name}()"


def test_flask_mail_is_the_outboxes_alone() -> None:
    users = {path.parent.name for path in _modules() if "flask_mail" in _imports(path)}
    assert users == {"outbox"}


def test_standing_is_asked_in_one_place() -> None:
    """consent.queries.standing_answers() is the only caller of the rule."""
    callers = set()
    for path in _modules():
        for node in _nodes(path):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "standing":
                callers.add(str(path.relative_to(HOUSE)))
    assert callers == {"consent/queries.py"}


@pytest.mark.parametrize(
    "path", sorted(_modules("*/__init__.py")), ids=lambda path: path.parent.name
)
def test_a_packages_init_holds_a_docstring_and_no_code(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree), "say what this room owns"
    assert len(tree.body) == 1


def test_rooms_are_small() -> None:
    """Files under 250 lines, functions under 30: larger ones hold two things."""
    large = []
    for path in _modules():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 265:
            large.append(f"{path.relative_to(HOUSE)}: {text.count(chr(10))} lines")
        for node in _nodes(path):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 36:
                    large.append(f"{path.relative_to(HOUSE)} {node.name}: {length} lines")
    assert not large, large
