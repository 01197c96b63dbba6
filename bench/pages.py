"""A page with a route, from our own server and, the same bytes, from nginx: in turns, in one run."""

import contextlib
import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.error import URLError

from bench.program import WEGWIJZER, environment, wegwijzer
from bench.rows import Row, measures

ROUNDS = 3
SECONDS = 8
ROUTE = ("audience=ouder", "topic=pesten", "stage=bij_school_besproken")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}

# One worker and no log, as our server is one process that keeps no log of visits.
NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type "text/html; charset=utf-8";
    server {{
        listen 127.0.0.1:{port};
        location / {{ root {folder}/pages; index page.html; }}
    }}
}}
"""


class Load(NamedTuple):
    per_second: float
    p99_ms: float


@measures("page.result_vs_nginx", "page.result_p99_ms")
def result_page() -> Iterator[Row]:
    wegwijzer("migrate")
    wegwijzer("edition", "build", "--if-changed", "--publish")
    path = json.loads(wegwijzer("route", "--json", *ROUTE))["path"]
    with serving_ours() as ours, tempfile.TemporaryDirectory(prefix="wegwijzer-nginx-") as folder:
        page = fetch(ours + path)
        with serving_nginx(Path(folder), page) as theirs:
            if fetch(theirs + "/") != page:
                raise SystemExit("nginx does not serve the same bytes")
            rounds = [(load(ours + path), load(theirs + "/")) for _ in range(ROUNDS)]
    yield Row(
        name="page.result_vs_nginx",
        value=median(mine.per_second for mine, _ in rounds),
        unit="requests/s",
        aim=">= 0.3",
        reference="nginx, same bytes as a file",
        reference_value=median(other.per_second for _, other in rounds),
    )
    yield Row(
        name="page.result_p99_ms",
        value=median(mine.p99_ms for mine, _ in rounds),
        unit="ms",
        aim="< 5",
    )


def load(url: str) -> Load:
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "--latency", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{url} gave errors under load:\n{told}")
    return read_load(told)


def read_load(told: str) -> Load:
    per_second = re.search(r"Requests/sec:\s+([\d.]+)", told)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", told)
    if per_second is None or p99 is None:
        raise SystemExit(f"wrk said something else than expected:\n{told}")
    return Load(float(per_second[1]), float(p99[1]) * MILLISECONDS[p99[2]])


@contextlib.contextmanager
def serving_ours() -> Iterator[str]:
    port = free_port()
    with running([WEGWIJZER, "serve", "--port", str(port)], f"http://127.0.0.1:{port}") as url:
        yield url


@contextlib.contextmanager
def serving_nginx(folder: Path, page: bytes) -> Iterator[str]:
    folder.chmod(0o755)  # its worker is another user
    (folder / "pages").mkdir()
    (folder / "pages/page.html").write_bytes(page)
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    with running(command, f"http://127.0.0.1:{port}") as url:
        yield url


@contextlib.contextmanager
def running(command: list[str], url: str) -> Iterator[str]:
    process = subprocess.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            fetch(url + "/")
        except URLError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{url} did not start")


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return bytes(answer.read())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
