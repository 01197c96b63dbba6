"""The signpost works when things break: no database, no disk to write on, a damaged edition."""

import time
from dataclasses import replace

import pytest

from tests.pages.kinds import FOUND, NO_SCHOOL_YET, SCHOOL
from tests.pages.site_of_its_own import add_edition, damage, obey_file_modes, own_site, running
from wegwijzer.directory.rules.places import School
from wegwijzer.directory.rules.register import Register, to_bytes

NOTE = "Deze zin staat alleen in editie twee."
NO_DATABASE = "postgresql://nobody:x@127.0.0.1:9/none"


def other_note(content):
    content["nl"]["text"]["route"]["helpdesk_note"] = NOTE


def everything_answers(own, addresses):
    wrong = {
        kind: status for kind, make in FOUND.items() if (status := own.asked(make(addresses("nl")))[0]) != 200
    }
    assert wrong == {}
    assert own.asked("/zoeken/", b"woorden=gepest")[0] == 200
    assert own.asked("/en/code/", b"code=K7M4TP2Q")[0] == 200
    assert own.asked("/bestaat-niet/")[0] == 404


def test_with_the_database_out_of_reach_every_page_answers(site, addresses, tmp_path):
    with running(own_site(site, tmp_path, WEGWIJZER_DATABASE=NO_DATABASE)) as own:
        everything_answers(own, addresses)


def test_doctor_says_within_seconds_that_the_database_is_out_of_reach(site, tmp_path):
    own = own_site(site, tmp_path, WEGWIJZER_DATABASE=NO_DATABASE)
    assert "WRONG database does not answer" in doctor_is_worried(own)


@pytest.mark.parametrize("key", ["given", "kept in the folder"])
def test_with_a_disk_that_cannot_be_written_every_page_answers(site, addresses, tmp_path, key):
    own = own_site(site, tmp_path)
    if key != "given":
        del own.environment["WEGWIJZER_SECRET_KEY"]
    for path in (own.editions, own.var):
        path.chmod(0o500)
    try:
        with running(own, before=obey_file_modes) as started:
            everything_answers(started, addresses)
        assert sorted(path.name for path in own.var.iterdir()) == ["directory", "editions"]
    finally:
        own.var.chmod(0o700)
        own.editions.chmod(0o700)


def test_a_newly_published_edition_is_taken_up_within_seconds(site, tmp_path):
    with running(own_site(site, tmp_path)) as own:
        assert NOTE not in own.asked("/")[1]
        add_edition(own, 2, other_note)
        assert NOTE not in own.asked("/")[1], "what is not published is not shown"
        assert own.command("edition", "publish", "2").returncode == 0
        assert shows(own, NOTE)
        assert own.command("edition", "rollback").returncode == 0
        assert shows(own, NOTE, there=False)


def shows(own, text, there=True, seconds=10.0):
    deadline = time.monotonic() + seconds
    while (text in own.asked("/")[1]) != there:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_damage_on_disk_harms_neither_the_running_site_nor_the_next_start(site, addresses, tmp_path):
    own = own_site(site, tmp_path)
    add_edition(own, 2, other_note)
    assert own.command("edition", "publish", "2").returncode == 0
    with running(own) as started:
        assert NOTE in started.asked("/")[1]
        damage(own.edition_file(2))
        assert NOTE in started.asked("/")[1]
        everything_answers(started, addresses)
    assert "WRONG edition 2" in doctor_is_worried(own)
    with running(own) as started:
        assert NOTE not in started.asked("/")[1], "the last good edition is the first one"
        everything_answers(started, addresses)
    assert "edition 2" in (own.folder / "output.log").read_text()


def doctor_is_worried(own):
    said = own.command("doctor")
    assert said.returncode == 1
    assert "Traceback" not in said.stdout + said.stderr
    return said.stdout


def test_a_damaged_edition_cannot_be_published_and_the_site_goes_on(site, tmp_path):
    with running(own_site(site, tmp_path)) as own:
        add_edition(own, 2, other_note)
        damage(own.edition_file(2))
        said = own.command("edition", "publish", "2")
        assert said.returncode == 1
        assert "Traceback" not in said.stderr
        time.sleep(2.5)
        assert NOTE not in own.asked("/")[1]
        assert own.asked("/")[0] == 200


def test_a_running_site_goes_on_when_what_was_published_is_damaged_before_it_is_read(site, tmp_path):
    """As when a copy to a second machine breaks off: the line says 2, the file is half."""
    with running(own_site(site, tmp_path)) as own:
        own.edition_file(2).write_bytes(own.edition_file(1).read_bytes()[:1000])
        with (own.editions / "published").open("a") as log:
            log.write("2 2026-11-24T00:00:00Z\n")
        time.sleep(3)
        assert own.asked("/")[0] == own.asked("/w/")[0] == 200
        assert "WRONG edition 2" in doctor_is_worried(own)
        add_edition(own, 3, other_note)
        assert own.command("edition", "publish", "3").returncode == 0
        assert shows(own, NOTE), "a good edition afterwards is taken up all the same"


def test_a_running_site_keeps_its_schools_when_the_published_ones_are_damaged(site, addresses, tmp_path):
    """What an editor withdrew must not come back with an earlier register."""
    school = replace(addresses("nl"), school=SCHOOL).route(NO_SCHOOL_YET)
    with running(own_site(site, tmp_path)) as own:
        assert "Verzonnen School De Regenboog" in own.asked(school)[1]
        register = own.var / "directory" / "register.gz"
        earlier = School(SCHOOL, "Een eerdere naam", "bo", "Verzonnendorp")
        register.with_name("spare.register.gz").write_bytes(to_bytes(Register(schools=(earlier,))))
        damage(register)
        time.sleep(3)
        assert "Verzonnen School De Regenboog" in own.asked(school)[1]
        register.unlink()
        time.sleep(3)
        assert "Verzonnen School De Regenboog" in own.asked(school)[1]


def test_schools_that_cannot_be_read_are_not_told_to_be_none(site, addresses, tmp_path):
    damaged = own_site(site, tmp_path)
    for file in (damaged.var / "directory").iterdir():
        file.write_bytes(b"half")
    with running(damaged) as own:
        for path in ("schools", "schools.csv", f"schools/{SCHOOL}", "organisations"):
            assert own.asked(f"/api/v1/{path}")[0] == 503, path
        route = replace(addresses("nl"), school=SCHOOL).route(NO_SCHOOL_YET)
        assert own.asked(route)[0] == 200, "the way for a child goes on without its school"


def test_without_any_edition_the_site_says_what_to_do_and_does_not_start(site, tmp_path):
    own = own_site(site, tmp_path)
    damage(own.edition_file(1))
    said = own.command("serve", "--port", "1")
    assert said.returncode == 1
    assert "wegwijzer edition build --publish" in said.stderr
    assert "Traceback" not in said.stderr
    assert "no edition is published" in doctor_is_worried(own)
