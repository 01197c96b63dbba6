"""`wegwijzer directory import` as an operator types it. All made up."""

import json

import pytest

from tests.content.open_files import LOCATION, as_duo, location
from wegwijzer.directory.files import Published
from wegwijzer.site import settings as site_settings
from wegwijzer.site.cli import parser
from wegwijzer.site.commands import directory_import

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path / "var"
    monkeypatch.setattr(site_settings, "VAR", settings.VAR)
    monkeypatch.setattr(directory_import, "beside", lambda: tmp_path / "beside")
    return settings.VAR


@pytest.fixture
def ww(capsys):
    """Runs a command; gives its exit code, output and errors."""

    def run(*words):
        options = parser().parse_args(["directory", *map(str, words)])
        code = options.run(options)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def published(var):
    return Published(var / "directory").current()[0]


def write(folder, *rows, name="scholen-2026-08-01.csv"):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(as_duo(LOCATION, *rows))
    return path


def test_an_import_tells_what_changed_and_brings_it_into_use(ww, tmp_path, var):
    path = write(tmp_path, location(), location("99AB00", phone="12"))
    assert ww("import", path) == (
        0,
        "scholen-2026-08-01.csv: DUO, alle vestigingen basisonderwijs, stand 2026-08-01, 2 rows\n"
        "  new 2\n"
        '  scholen-2026-08-01.csv:3: "12" is no phone number of ten digits; left out\n'
        "published: 2 open schools\n",
        "",
    )
    assert len(published(var).schools) == 2


def test_a_folder_is_imported_whole_and_strange_files_in_it_are_left_alone(ww, tmp_path, var):
    write(tmp_path / "open", location("99AB00"), name="b-2025-08-01.csv")
    write(tmp_path / "open", location("99AB00"), location(), name="a-2026-08-01.csv")
    (tmp_path / "open" / "other.csv").write_text("name;age\nx;1\n")
    code, out, _ = ww("import", tmp_path / "open", "--json")
    assert code == 0
    told = json.loads(out)
    assert [file["file"] for file in told["files"]] == ["b-2025-08-01.csv", "a-2026-08-01.csv"]
    assert (told["files"][1]["new"], told["open"]) == (["99AA00"], 2)


def test_a_dry_run_publishes_nothing(ww, tmp_path, var):
    code, out, _ = ww("import", write(tmp_path, location()), "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "nothing was written")
    assert not (var / "directory").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "nothing to import: give a file"),
        (("/nowhere/at/all",), "there is no file or folder /nowhere/at/all"),
        (("nowhere.csv",), "there is no file or folder nowhere.csv"),
        (("{strange}",), "no known form"),
        (("{undated}",), "--stand"),
        (("{undated}", "--stand", "2999-01-01"), "still to come"),
        (("{good}", "--successors", "{good}"), "the first line must be: code,successor"),
        (("http://open.example/f.csv",), "only https"),
    ],
)
def test_what_cannot_be_imported_says_why_and_publishes_nothing(ww, tmp_path, var, words, why):
    (tmp_path / "strange.csv").write_text("name;age\nx;1\n")
    files = {
        "strange": tmp_path / "strange.csv",
        "undated": write(tmp_path, location(), name="scholen.csv"),
        "good": write(tmp_path, location()),
    }
    code, out, err = ww("import", *(word.format(**files) for word in words))
    assert (code, out) == (1, "")
    assert why in err
    assert not published(var).schools


def test_closing_too_much_needs_to_be_allowed(ww, tmp_path):
    ww(
        "import",
        write(tmp_path, *(location(f"{number}AA00") for number in range(10, 20)), name="a-2025-01-01.csv"),
    )
    path = write(tmp_path, location("10AA00"))
    assert ww("import", path)[0] == 1
    assert ww("import", path, "--allow-closing")[0] == 0


def test_named_successors_are_taken_over(ww, tmp_path, var):
    ww("import", write(tmp_path, location(), location("99AB00", number="2"), name="a-2025-01-01.csv"))
    (tmp_path / "told.csv").write_text("code,successor\n99AA00,99AB00\n")
    path = write(tmp_path, location("99AB00", number="2"))
    code, out, _ = ww("import", path, "--allow-closing", "--successors", tmp_path / "told.csv")
    assert code == 0
    assert published(var).by_code["99AA00"].successor == "99AB00"


def test_addresses_in_the_settings_are_the_default(ww, settings):
    settings.DIRECTORY_URLS = ("http://open.example/f.csv",)
    assert "http://open.example/f.csv: only https" in ww("import")[2]


def test_the_made_up_schools_can_be_tried(ww, var):
    assert ww("import", "--made-up")[0] == 0
    assert published(var).made_up
    code, out, _ = ww("report", "--json")
    told = json.loads(out)
    assert (told["made_up"], told["open"], told["closed"], told["closed_with_successor"]) == (True, 41, 2, 2)
    assert "made up: True" in ww("report")[1]


def test_an_empty_installation_takes_the_made_up_schools_and_says_how_to_get_the_real_ones(ww, var):
    code, out, _ = ww("import", "--if-empty")
    assert code == 0
    assert "made up" in out
    assert "docs/how-to/import-the-directory.md" in out
    assert len(published(var).open_schools) == 41
    assert ww("import", "--if-empty") == (0, "", "")


def test_open_data_beside_the_checkout_takes_the_place_of_made_up_schools_and_stays(ww, tmp_path, var):
    ww("import", "--if-empty")
    write(tmp_path / "beside", location())
    code, out, _ = ww("import", "--if-empty")
    assert code == 0
    assert "open data beside the checkout" in out
    assert [school.code for school in published(var).schools] == ["99AA00"]
    assert ww("import", "--if-empty") == (0, "", "")


def test_damaged_open_data_beside_the_checkout_is_told_and_is_in_nobodys_way(ww, tmp_path, var):
    write(tmp_path / "beside", location(), name="undated.csv")
    code, _, err = ww("import", "--if-empty")
    assert code == 0
    assert "--stand" in err
    assert published(var).made_up


def test_a_lost_register_is_published_again(ww, var):
    ww("import", "--if-empty")
    (var / "directory" / "register.gz").unlink()
    ww("import", "--if-empty")
    assert published(var).made_up
    (var / "directory" / "register.gz").unlink()
    assert ww("publish") == (0, "published: 41 open schools\n", "")
