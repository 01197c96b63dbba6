"""The people that this is made for, from the home page to their route."""

import re

from playwright.sync_api import expect

from tests.journeys.walking import (
    DOES_NOT_KNOW,
    choose,
    code,
    go,
    heading,
    is_route,
    next_step,
    numbers_to_call,
    steps,
    told,
)


def test_a_bullied_pupil_of_eleven_whose_teacher_knows(everywhere):
    page = everywhere
    page.goto("/")
    choose(page, "Ik zit op school", "Ik word gepest", "Ja, op dit moment wel", "Basisschool")
    assert heading(page) == "Wie weet hier al van?"
    choose(page, "Mijn mentor, juf of meester", "Een of meer leerlingen")
    assert heading(page) == "Je wordt gepest. Je mentor of leraar weet het al."
    assert told(page)[:2] == ["Leerling", "Pesten"]
    assert "mentor" not in steps(page)[0], "the teacher already knows"
    expect(next_step(page)).to_contain_text("Zo kun je het zeggen")
    expect(next_step(page)).to_contain_text("Ik word gepest.")
    assert "tel:08000432" in numbers_to_call(page), "De Kindertelefoon"
    spoken_to = page.evaluate("""() => {
        const main = document.querySelector("main").cloneNode(true);
        main.querySelectorAll("q").forEach((own_words) => own_words.remove());
        return main.textContent;
    }""")
    assert not re.search(r"\b[Uu]w?\b", spoken_to), "a pupil is 'je'"


def test_a_parent_whose_board_does_not_answer(everywhere):
    page = everywhere
    page.goto("/")
    choose(page, "Het gaat om mijn kind", "Mijn klacht komt niet verder")
    choose(page, "Ja, op dit moment wel", "Basisschool", "Ik zit vast", "Het bestuur geeft geen antwoord")
    while not is_route(page):
        choose(page, DOES_NOT_KNOW)
    assert heading(page) == "Uw klacht komt niet verder. U zit vast."
    assert "Bestuur antwoordt niet" in told(page)
    assert not [title for title in steps(page)[:2] if "leraar" in title or "directeur" in title], (
        "not back to the start"
    )
    expect(page.get_by_role("link", name="Ik zit vast")).to_be_visible()


def test_a_teacher_who_is_bullied_by_the_head(everywhere):
    page = everywhere
    page.goto("/")
    choose(page, "Ik werk op een school", "Een collega of leidinggevende pest mij")
    expect(page.get_by_role("heading", level=1)).to_have_text("De knop Snel weg")
    go(page, page.get_by_role("link", name="Ga verder"))
    choose(page, "Ik ben bang voor de gevolgen")
    while not is_route(page):
        choose(page, "De directeur of teamleider" if heading(page) == "Over wie gaat het?" else DOES_NOT_KNOW)
    assert "Door de schoolleiding" in told(page)
    assert not [title for title in steps(page) if "schoolleiding" in title or "directeur" in title]
    assert "vertrouwenspersoon" in steps(page)[0]


def test_a_school_leader_who_suspects_abuse_by_a_colleague(everywhere):
    page = everywhere
    page.goto("/w/")
    choose(page, "Ik leid een school", "Een medewerker gaat seksueel te ver")
    go(page, page.get_by_role("link", name="Ga verder"))
    while not is_route(page):
        choose(page, DOES_NOT_KNOW)
    assert "vertrouwensinspecteur" in steps(page)[0]
    expect(next_step(page).locator("a[href='tel:09001113111']")).to_be_visible()


def test_a_child_in_danger_sees_112_first_and_answers_no_more(everywhere):
    page = everywhere
    page.goto("/")
    choose(page, "Ik zit op school", "Thuis is het niet veilig")
    go(page, page.get_by_role("link", name="Ga verder"))
    choose(page, "Nee, er is nu gevaar")
    assert is_route(page)
    now = page.locator(".ww-now--big")
    assert now.locator("a").first.get_attribute("href") == "tel:112"
    expect(now.locator("a[href='tel:08002000']")).to_be_visible()
    assert now.bounding_box()["y"] < page.get_by_role("heading", level=1).bounding_box()["y"]
    assert now.bounding_box()["y"] < 500, "on the first screen of a phone"


def test_whoever_knows_nothing_still_reaches_a_route_with_people(anywhere):
    page = anywhere
    page.goto("/w/")
    asked = 0
    while not is_route(page):
        choose(page, DOES_NOT_KNOW)
        asked += 1
        assert asked <= 7
    assert steps(page)
    expect(next_step(page)).to_be_visible()
    assert numbers_to_call(page)
    expect(page.get_by_role("link", name="Praat met iemand").first).to_be_visible()


def test_whoever_finds_nothing_that_fits_is_pointed_to_a_human_being(anywhere):
    page = anywhere
    page.goto("/w/")
    while not is_route(page):
        choose(page, "Geen van deze")
    expect(page.locator("main")).to_contain_text("Praat met iemand die meedenkt")
    assert numbers_to_call(page)


def test_the_whole_way_in_english(anywhere):
    page = anywhere
    page.goto("/")
    go(page, page.get_by_role("link", name="English").first)
    choose(page, "I go to school", "I am being bullied", "Yes, at this moment it is", "Primary school")
    while not is_route(page):
        choose(page, "I do not know")
    assert page.locator("html").get_attribute("lang") == "en"
    assert heading(page).startswith("You are being bullied.")
    go(page, page.get_by_role("link", name="Nederlands").first)
    assert heading(page).startswith("Je wordt gepest.")
    assert told(page)[:2] == ["Leerling", "Pesten"], "the same answers in the other language"


def test_a_changed_answer_keeps_the_others(anywhere):
    page = anywhere
    page.goto("/")
    choose(page, "Ik zit op school", "Ik word gepest", "Ja, op dit moment wel", "Basisschool")
    choose(page, "Mijn mentor, juf of meester", "Een of meer leerlingen")
    before = told(page)
    go(page, page.locator(".ww-answers a", has_text="Basisschool"))
    assert heading(page) == "Op wat voor school zit je?"
    expect(page.locator("[aria-current='true']", has_text="Basisschool")).to_be_visible()
    choose(page, "Middelbare school")
    assert told(page) == ["Middelbare school" if answer == "Basisschool" else answer for answer in before]
    assert is_route(page)


def test_an_answer_that_makes_others_pointless_lets_them_go(anywhere):
    page = anywhere
    page.goto("/")
    choose(page, "Ik zit op school", "Ik word gepest", "Ja, op dit moment wel", "Basisschool")
    go(page, page.locator(".ww-answers a", has_text="Nu veilig genoeg"))
    choose(page, "Nee, er is nu gevaar")
    assert is_route(page)
    assert told(page) == ["Leerling", "Pesten", "Er is nu gevaar"]


def test_back_of_the_browser_works_on_every_step(anywhere):
    page = anywhere
    page.goto("/")
    seen = [heading(page)]
    for answer in (
        "Ik zit op school",
        "Ik word gepest",
        "Ja, op dit moment wel",
        "Basisschool",
        "Nog niemand op school",
    ):
        choose(page, answer)
        seen.append(heading(page))
    assert len(set(seen)) == len(seen)
    for title in reversed(seen[:-1]):
        page.go_back()
        assert heading(page) == title
    page.go_forward()
    assert heading(page) == seen[1]


def test_back_on_the_page_leads_to_the_question_before_with_its_answer(anywhere):
    page = anywhere
    page.goto("/")
    choose(page, "Ik zit op school", "Ik word gepest", "Ja, op dit moment wel")
    go(page, page.locator("a.ww-back"))
    assert heading(page) == "Is het nu veilig genoeg?"
    expect(page.locator("a.ww-option[aria-current='true']")).to_contain_text("Ja, op dit moment wel")
    go(page, page.locator("a.ww-back"))
    expect(page.locator("a.ww-option[aria-current='true']").first).to_contain_text("Ik word gepest")


def test_own_words_lead_to_a_route(anywhere):
    page = anywhere
    page.goto("/")
    page.get_by_label("Wat is er aan de hand?").fill("ze schelden me elke dag uit, ik word gepest")
    go(page, page.get_by_role("button", name="Zoek hulp"))
    assert page.url.endswith("/zoeken/")
    expect(page.get_by_label("Wat is er aan de hand?")).to_have_value(
        "ze schelden me elke dag uit, ik word gepest"
    )
    choose(page, "Pesten", "Nee, er is nu gevaar")
    assert is_route(page)
    assert told(page) == ["Leerling", "Pesten", "Er is nu gevaar"]


def test_a_code_that_was_written_down_leads_back_to_the_same_route(anywhere):
    page = anywhere
    page.goto("/")
    choose(
        page, "Het gaat om mijn kind", "Mijn kind wordt gepest", "Ja, op dit moment wel", "Middelbare school"
    )
    while not is_route(page):
        choose(page, DOES_NOT_KNOW)
    written, route = code(page), steps(page)
    assert re.fullmatch(r"[0-9A-Z]{4} [0-9A-Z]{4}", written)
    go(page, page.get_by_role("link", name="Mijn code invullen"))
    page.get_by_label("Code van acht of twaalf tekens").fill("K7M4 TP2Q")
    go(page, page.get_by_role("button", name="Toon de route"))
    expect(page.get_by_label("Code van acht of twaalf tekens")).to_have_value("K7M4 TP2Q")
    expect(page.locator("main")).to_contain_text("Deze code klopt niet")
    page.get_by_label("Code van acht of twaalf tekens").fill(written.lower().replace(" ", "-"))
    go(page, page.get_by_role("button", name="Toon de route"))
    assert steps(page) == route
    assert code(page) == written


def test_whoever_is_in_a_hurry_sees_a_route_before_all_is_asked(anywhere):
    page = anywhere
    page.goto("/")
    choose(page, "Ik zit op school", "Ik word gepest")
    go(page, page.get_by_role("link", name="Laat nu alvast zien wie kan helpen"))
    assert is_route(page)
    go(page, page.get_by_role("link", name="Verder met de vragen"))
    assert heading(page) == "Is het nu veilig genoeg?"
