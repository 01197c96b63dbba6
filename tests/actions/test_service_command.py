"""What the operator is told before anything runs."""

import argparse
import socket

from django.core.exceptions import ImproperlyConfigured

from wegwijzer.site.commands import service


def test_an_address_is_not_told_when_the_port_is_of_another(monkeypatch, capsys):
    monkeypatch.setattr(service, "shelf", lambda: argparse.Namespace(current=lambda: (object(), [])))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert service.run_serve(argparse.Namespace(host="127.0.0.1", port=port)) == 1
    told = capsys.readouterr()
    assert "Open http" not in told.out
    assert f"port {port} is in use" in told.err


def test_doctor_says_that_the_driver_of_the_database_is_missing(monkeypatch, capsys):
    def without_driver() -> None:
        raise ImproperlyConfigured("Error loading psycopg2 or psycopg module\nmore lines")

    monkeypatch.setattr(service, "_django", without_driver)
    assert service.run_doctor(argparse.Namespace()) == 1
    assert "WRONG database: Error loading psycopg2 or psycopg module;" in capsys.readouterr().out
