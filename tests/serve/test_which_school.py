"""Which school a command is about, where nobody named its folder."""

from pathlib import Path

import pytest

from parentcomms import cli


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the demo school would be; no folder is named."""
    monkeypatch.delenv("PARENTCOMMS_INSTANCE", raising=False)
    monkeypatch.setattr(cli, "DEMO_INSTANCE", tmp_path / "demo")
    return tmp_path / "demo"


def test_the_demo_is_named_beside_the_output_and_never_in_it(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.say_which_school()
    said = capsys.readouterr()
    assert str(demo) in said.err
    assert said.out == ""


def test_nothing_is_said_of_a_school_that_was_named(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARENTCOMMS_INSTANCE", str(demo))
    cli.say_which_school()
    assert capsys.readouterr() == ("", "")
