"""The fixture `site`: the real program in a process of its own, as visitors meet it."""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError

import pytest

LEARNED = Path(__file__).parents[1] / "var" / "learned"  # what the finder learned stays between two rounds
WEGWIJZER = Path(sys.executable).with_name("wegwijzer")


@dataclass(frozen=True)
class Site:
    url: str
    exit_url: str  # where "Snel weg" leads
    var: Path
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        """Runs a `wegwijzer` command beside the running site and returns what it printed."""
        return run(arguments, self.environment)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    shared = (
        tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    )
    with outside_world() as exit_url:
        environment = surroundings(shared / "var", exit_url)
        publish_once(shared, environment)
        port = free_port()
        site = Site(f"http://127.0.0.1:{port}", exit_url, shared / "var", environment)
        with serving(port, environment, log=shared / f"serve-{worker_id}.log"):
            yield site


def surroundings(var: Path, exit_url: str) -> dict[str, str]:
    """The settings of a production site: nothing of the shell that started the tests, and no debug mode."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("WEGWIJZER_", "DJANGO_"))
    }
    if "WEGWIJZER_DATABASE" in os.environ:
        kept["WEGWIJZER_DATABASE"] = os.environ["WEGWIJZER_DATABASE"]
    return kept | {
        "WEGWIJZER_VAR": str(var),
        "WEGWIJZER_SECRET_KEY": "only-for-tests-and-of-no-use-anywhere-else",
        "WEGWIJZER_URL": "https://wegwijzer.example",
        "WEGWIJZER_EXIT_URL": exit_url,
    }


def publish_once(shared: Path, environment: dict[str, str]) -> None:
    """The first worker makes database and edition, the others wait for it."""
    with (shared / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (shared / "published").exists():
            return
        editions = Path(environment["WEGWIJZER_VAR"]) / "editions"
        editions.mkdir(exist_ok=True, parents=True)
        run(["migrate"], environment)
        run(["directory", "import", "--made-up"], environment)
        with one_learns_at_a_time():
            for model in LEARNED.glob("*.finder"):
                shutil.copy(model, editions)
            run(["edition", "build", "--if-changed", "--publish"], environment)
            for model in editions.glob("*.finder"):
                shutil.copy(model, LEARNED)
        (shared / "published").touch()


@contextlib.contextmanager
def one_learns_at_a_time() -> Iterator[None]:
    """Learning takes a minute and much memory: who comes second finds what the first one learned."""
    LEARNED.mkdir(exist_ok=True, parents=True)
    with (LEARNED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(arguments: list[str] | tuple[str, ...], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [WEGWIJZER, *arguments], env=environment, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, f"wegwijzer {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


@contextlib.contextmanager
def serving(port: int, environment: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("w") as output:
        command = [str(WEGWIJZER), "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/", process, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120  # on a machine that is busy with other things
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (URLError, TimeoutError):
            time.sleep(0.05)
    pytest.fail(f"the site did not start:\n{log.read_text()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def outside_world() -> Iterator[str]:
    """Stands for the neutral website behind the leave button."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Neutral)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


class Neutral(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(
            b"<!doctype html><html lang=nl><title>Weer</title><link rel=icon href=data:,><h1>Het weer</h1>"
        )

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet."""
