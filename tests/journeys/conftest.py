"""The county, its server and the people before their browsers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from .people import Desks

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 60
"""Seconds a server may take to answer first."""


@pytest.fixture(scope="session")
def county_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration county, as ``make run`` makes it; stories copy it."""
    folder = tmp_path_factory.mktemp("county") / "data"
    for words in (
        ["collectstatic", "--noinput", "--verbosity", "0"],
        ["migrate", "--verbosity", "0"],
        ["load-demonstration"],
    ):
        subprocess.run(
            [_command("qiangzhen"), *words], check=True, env=_environment(folder), capture_output=True
        )
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "the journeys need Debian's chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go."""
    named = os.environ.get("JOURNEYS_PICTURES")
    folder = Path(named) if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def desks(
    county_folder: Path, browser: Browser, pictures: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desks]:
    """A county of its own for the stories of one file, and desks to sit down at."""
    folder = tmp_path_factory.mktemp("story") / "data"
    shutil.copytree(county_folder, folder)
    with _served(folder) as address:
        desks = Desks(browser, address, pictures)
        yield desks
        desks.close()


@pytest.fixture(autouse=True)
def _no_fault_on_the_way(desks: Desks) -> Iterator[None]:
    """Whatever the content policy refused, a script threw or the server broke on fails the test it happened in."""
    yield
    faults, desks.faults[:] = list(desks.faults), []
    assert faults == []


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a data folder on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [
        _command("granian"),
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--no-ws",
    ]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*words, "qiangzhen.site.wsgi:application"],
            env=_environment(folder),
            stdout=output,
            stderr=output,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(lambda: _answers(address), server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while not ready():
        assert server.poll() is None and time.monotonic() < until, log.read_text(errors="replace")
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _command(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _environment(folder: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("QIANGZHEN_")}
    return {**own, "QIANGZHEN_DATA_DIR": str(folder), "QIANGZHEN_LOG_LEVEL": "WARNING"}
