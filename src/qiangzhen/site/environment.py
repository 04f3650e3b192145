"""Every environment variable Qiangzhen reads, with a sentence each; nothing else reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


class BadEnvironment(ValueError):
    """An environment variable holds something Qiangzhen cannot use."""


def _variable(sentence: str, *, default: object, only: tuple[str, ...] = (), most: int | None = None) -> Any:
    """Return a field; ``only`` are the words it may hold, ``most`` is its largest number (the least is 1)."""
    return field(default=default, metadata={"sentence": sentence, "only": only, "most": most})


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What the outside tells the system. Each field is read from ``QIANGZHEN_<FIELD>``."""

    database_url: str = _variable(
        "Where the data is: empty for SQLite in the data folder, or postgresql://user:password@host:port/name.",
        default="",
    )
    data_dir: Path = _variable(  # noqa: RUF009 - it is dataclasses.field with a sentence
        "Folder for the embedded database, keys and uploads; made when missing.", default=ROOT / "var"
    )
    law_dir: Path = _variable(  # noqa: RUF009 - as above
        "Folder that holds the law as data.", default=ROOT / "law"
    )
    secret_key: str = _variable(
        "Signs sessions; when empty a key is made once and kept in the data folder.", default=""
    )
    data_key: str = _variable(
        "32 hexadecimal digits: the SM4 key that encrypts people's data at rest; when empty one is made once "
        "and kept in the data folder.",
        default="",
    )
    debug: bool = _variable(
        "1 shows faults with their source on the page; never on a server others can reach.", default=False
    )
    hosts: str = _variable(
        "Host names the server answers to, separated by commas.", default="127.0.0.1,localhost"
    )
    https: bool = _variable(
        "1 when the server is reached by https: cookies are then marked secure and http is redirected.",
        default=False,
    )
    ledger_algorithm: str = _variable(
        "Digest of the ledger chain: sm3 or sha256; fixed for a county once its first entry is made.",
        default="sm3",
        only=("sm3", "sha256"),
    )
    upload_limit_mb: int = _variable(
        "Largest file that may be uploaded, in megabytes.", default=50, most=10_000
    )
    oidc_client_id: str = _variable(
        "Client id at the county's OpenID Connect provider; empty switches that way of signing in off.",
        default="",
    )
    oidc_client_secret: str = _variable("Client secret at that provider.", default="")
    oidc_authorization_endpoint: str = _variable("Where that provider asks the person.", default="")
    oidc_token_endpoint: str = _variable("Where that provider gives tokens.", default="")
    oidc_user_endpoint: str = _variable("Where that provider tells who it is.", default="")
    oidc_jwks_endpoint: str = _variable("Where that provider publishes its keys.", default="")
    port: int = _variable("Port on 127.0.0.1 that `make run` serves on.", default=8000, most=65_535)
    log_level: str = _variable(
        "How much is logged: DEBUG, INFO, WARNING or ERROR.",
        default="INFO",
        only=("DEBUG", "INFO", "WARNING", "ERROR"),
    )


def read_environment(source: Mapping[str, str] = os.environ) -> Environment:
    """Return the environment, or raise ``BadEnvironment`` naming the variable and what would be right."""
    values: dict[str, Any] = {}
    for variable in fields(Environment):
        name = f"QIANGZHEN_{variable.name.upper()}"
        if name in source:
            values[variable.name] = _value(name, source[name], type(variable.default), variable.metadata)
    unknown = [
        n for n in source if n.startswith("QIANGZHEN_") and n[10:].lower() not in Environment.__slots__
    ]
    if unknown:
        raise BadEnvironment(
            f"unknown variable {', '.join(sorted(unknown))}; known ones are in docs/environment.md"
        )
    environment = Environment(**values)
    if not environment.law_dir.is_dir():
        raise BadEnvironment(f"QIANGZHEN_LAW_DIR is {str(environment.law_dir)!r}; there is no such folder")
    _require_whole_provider(environment)
    return environment


def _require_whole_provider(environment: Environment) -> None:
    """Raise ``BadEnvironment`` where signing in through a provider is set in part."""
    provider = {
        v.name: getattr(environment, v.name) for v in fields(Environment) if v.name.startswith("oidc_")
    }
    left_out = [f"QIANGZHEN_{name.upper()}" for name, text in provider.items() if not text]
    if left_out and len(left_out) < len(provider):
        raise BadEnvironment(
            f"signing in through a provider is set in part; set {', '.join(left_out)} too, or none of them"
        )


def _value(name: str, text: str, kind: type, metadata: Mapping[str, Any]) -> Any:
    if kind is bool:
        if text not in {"0", "1", ""}:
            raise BadEnvironment(f"{name} is {text!r}; write 1 or 0")
        return text == "1"
    if kind is int:
        if not text.isascii() or not text.isdigit():
            raise BadEnvironment(f"{name} is {text!r}; write a whole number")
        if len(text) > len(str(metadata["most"])) or not 1 <= int(text) <= metadata["most"]:
            raise BadEnvironment(f"{name} is {text!r}; write a number from 1 to {metadata['most']}")
        return int(text)
    if issubclass(kind, Path):
        return Path(text)
    if metadata["only"] and text not in metadata["only"]:
        raise BadEnvironment(f"{name} is {text!r}; write one of {', '.join(metadata['only'])}")
    return text
