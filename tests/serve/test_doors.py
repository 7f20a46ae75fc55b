"""Settings that contradict each other are refused in a sentence, before a door opens."""

from dataclasses import replace
from pathlib import Path

import pytest

from parentcomms.config import BadSettings, load_config
from parentcomms.doors import (
    Doors,
    SecondStepSettings,
    SingleSignOnSettings,
    host_names,
    trouble,
)
from parentcomms.serve import web_command, worker_commands

HTTPS = "https://consent.school.example"
TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47"
ENTRA = SingleSignOnSettings(provider="entra", client_id="x", client_secret="x", tenant=TENANT)


def _doors(folder: Path, **said: object) -> Doors:
    usual = Doors(
        public_url="http://127.0.0.1:8000",
        listen="127.0.0.1:8000",
        host_names=(),
        proxies=0,
        tls_certificate="",
        tls_key="",
        instance=folder,
        single_sign_on=SingleSignOnSettings(),
        second_step=SecondStepSettings(),
    )
    return replace(usual, **said)  # type: ignore[arg-type]


TLS = {"tls_certificate": "cert.pem", "tls_key": "key.pem"}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"public_url": HTTPS, "proxies": 1},
        {"public_url": HTTPS, "proxies": 1, "listen": "0.0.0.0:8000"},
        {"public_url": HTTPS, **TLS},
        {"single_sign_on": ENTRA},
        {"second_step": SecondStepSettings(required_of=(), after_days=0)},
    ],
)
def test_settings_that_fit_together_are_taken(tmp_path: Path, said: dict[str, object]) -> None:
    for name in TLS.values():
        (tmp_path / name).touch()
    assert trouble(_doors(tmp_path, **said)) is None


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({"public_url": HTTPS}, "nothing here makes it so"),
        ({"proxies": 1}, "public_url is plain http"),
        ({"public_url": HTTPS, "proxies": -1}, "0 to 5"),
        ({"public_url": HTTPS, "proxies": 6}, "0 to 5"),
        ({"listen": "0.0.0.0:8000"}, "open to the network"),
        ({"listen": "[::]:8000"}, "open to the network"),
        ({"public_url": HTTPS, "tls_certificate": "cert.pem"}, "go together"),
        ({"public_url": HTTPS, **TLS}, "cert.pem is not there"),
        (dict(TLS), "public_url is plain http"),
        ({"host_names": ("*",)}, "whole names"),
        ({"host_names": (".school.example",)}, "whole names"),
        ({"host_names": ("https://a.example",)}, "whole names"),
        ({"single_sign_on": replace(ENTRA, provider="")}, "no provider"),
        ({"single_sign_on": replace(ENTRA, provider="okta")}, "provider is"),
        ({"single_sign_on": replace(ENTRA, client_secret="")}, "needs client_id"),
        ({"single_sign_on": replace(ENTRA, tenant="common")}, "would let in other schools"),
        ({"single_sign_on": replace(ENTRA, issuer="https://x.example")}, "only for provider"),
        ({"single_sign_on": replace(ENTRA, groups={"g": "king"})}, "there is not: king"),
        ({"single_sign_on": replace(ENTRA, provider="google")}, "needs domains"),
        (
            {"single_sign_on": replace(ENTRA, provider="openid", issuer="http://x.example")},
            "must be https",
        ),
        ({"single_sign_on": replace(ENTRA, provider="openid")}, "needs its issuer"),
        ({"second_step": SecondStepSettings(required_of=("king",))}, "there is not: king"),
        ({"second_step": SecondStepSettings(after_days=-1)}, "0 or more"),
    ],
)
def test_settings_that_contradict_each_other_are_refused_in_a_sentence(
    tmp_path: Path, said: dict[str, object], part: str
) -> None:
    sentence = trouble(_doors(tmp_path, **said))
    assert sentence is not None
    assert part in sentence
    assert sentence.endswith(".")


def test_the_file_is_read_with_its_sections_and_the_secret_from_a_file_of_its_own(
    tmp_path: Path,
) -> None:
    (tmp_path / "sign-on-secret").write_text("between us\n")
    (tmp_path / "settings.toml").write_text(
        f'public_url = "{HTTPS}"\nproxies = 1\n'
        f'[single_sign_on]\nprovider = "entra"\nclient_id = "x"\ntenant = "{TENANT}"\n'
        'client_secret_file = "sign-on-secret"\n[single_sign_on.groups]\n"0000-1" = "office"\n'
        "[second_step]\nafter_days = 3\n"
    )
    settings = load_config(tmp_path)
    assert settings.single_sign_on.client_secret == "between us"
    assert settings.single_sign_on.groups == {"0000-1": "office"}
    assert settings.second_step.after_days == 3
    (tmp_path / "settings.toml").write_text(f'public_url = "{HTTPS}"\n')
    with pytest.raises(BadSettings, match="nothing here makes it so"):
        load_config(tmp_path)


def test_the_names_answered_to_are_the_public_one_and_this_machine_s_only_when_it_is_that() -> None:
    assert host_names(HTTPS, ("inside.example",)) == ["consent.school.example", "inside.example"]
    assert "localhost" in host_names("http://127.0.0.1:8000", ())


def test_the_server_keeps_no_log_of_addresses_and_takes_a_certificate(tmp_path: Path) -> None:
    settings = replace(load_config(tmp_path), **TLS)  # type: ignore[arg-type]
    command = web_command(settings)
    assert "--no-access-log" in command
    assert str(tmp_path / "cert.pem") in command


SERVER = 'database_url = "postgresql+psycopg://x@/x"\nqueue_url = "postgresql://x@/x"\n'


def test_how_many_processes_serve_is_a_setting_and_several_workers_need_a_server(
    tmp_path: Path,
) -> None:
    said = tmp_path / "settings.toml"
    said.write_text(SERVER + "web_processes = 3\nworker_processes = 2\n")
    settings = load_config(tmp_path)
    command = web_command(settings)
    assert command[command.index("--workers") + 1] == "3"
    first, second = worker_commands(settings)
    assert "--no-periodic" not in first
    assert "--no-periodic" in second
    for wrong in (
        "worker_processes = 2\n",
        "web_processes = 0\n",
        'queue_url = "postgresql://x@/x"\n',
    ):
        said.write_text(wrong)
        with pytest.raises(BadSettings):
            load_config(tmp_path)
