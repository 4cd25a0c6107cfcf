"""One's own account: name, password, devices, second factor, tokens, what is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from time import monotonic

import psycopg
import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from people import TestPerson, add_person, sign_in
from served import Served

from .complaints import Complaints
from .sign_in import FORBIDDEN_IN_CONSOLE, UNAUTHORIZED_IN_CONSOLE, fill_in
from .steps import submit, told

NEW_PASSWORD = "une autre phrase que personne ne devine"
HEARD_S = 10.0


@pytest.fixture
def person(page: Page, site: Served) -> TestPerson:
    """Somebody of whom no other test knows, signed in."""
    made = add_person(site.database_url, "administrator")
    enter(page, site, made.email, made.password)
    return made


def enter(page: Page, site: Served, email: str, password: str) -> None:
    page.goto(f"{site.url}/sign-in")
    fill_in(page, email, password)
    page.get_by_role("button", name="Compte").wait_for()


def forget_step_up(page: Page, site: Served, person: TestPerson) -> None:
    """As if the password had been given long ago; processes are told, as of every change, and the
    one that this page asks has heard it."""
    with psycopg.connect(site.database_url) as connection:
        connection.execute(
            "UPDATE identity.session SET stepped_up_at = now() - interval '1 hour'"
            " WHERE person_id = %s",
            (person.id,),
        )
        connection.execute(
            "WITH raised AS (UPDATE identity.person SET version = version + 1 WHERE id = %s"
            " RETURNING id, version), written AS (INSERT INTO identity.change (person_id, version)"
            " SELECT id, version FROM raised RETURNING person_id, version)"
            " SELECT pg_notify('regie_changes', person_id || ' ' || version) FROM written",
            (person.id,),
        )
    limit = monotonic() + HEARD_S
    while _is_stepped_up(page, site):
        assert monotonic() < limit, "the server did not hear of it"


def _is_stepped_up(page: Page, site: Served) -> bool:
    me = page.request.get(f"{site.url}/api/v1/identity/me").json()
    return datetime.fromisoformat(me["stepped_up_until"]) > datetime.now(UTC)


def is_change_of_me(answer: Response) -> bool:
    return answer.request.method == "PATCH" and answer.url.endswith("/identity/me")


def test_a_name_is_changed(page: Page, site: Served, person: TestPerson) -> None:
    page.goto(f"{site.url}/profile")
    submit(page.get_by_label("Nom"), "Zoé Martin")
    expect(page.get_by_role("button", name="Compte\u00a0: Zoé Martin")).to_be_visible()


def test_the_theme_of_the_top_bar_is_kept_with_the_account(
    page: Page, site: Served, person: TestPerson
) -> None:
    with page.expect_response(is_change_of_me) as saved:
        page.get_by_role("banner").get_by_role("radio", name="Sombre").click()
    assert saved.value.json()["person"]["theme"] == "dark"


def test_a_password_is_changed(page: Page, site: Served, person: TestPerson) -> None:
    page.goto(f"{site.url}/profile/security")
    page.get_by_label("Mot de passe actuel").fill(person.password)
    submit(page.get_by_label("Nouveau mot de passe"), NEW_PASSWORD)
    expect(told(page, "Le mot de passe est changé")).to_be_visible()


@pytest.mark.parametrize("new", ["court", "password", "aaaaaaaaaaaa"])
def test_a_password_that_will_not_do_is_told_at_its_field(
    page: Page, site: Served, person: TestPerson, complaints: Complaints, new: str
) -> None:
    complaints.provoke("the server responded with a status of 422")
    page.goto(f"{site.url}/profile/security")
    page.get_by_label("Mot de passe actuel").fill(person.password)
    field = page.get_by_label("Nouveau mot de passe")
    field.fill(new)
    with page.expect_response("**/me/password"):
        page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("court", "Trop court"),
        ("abababababab", "Trop répétitif"),
        ("trois mots ici", "Bon"),
        ("une phrase que moi seul connais", "Très solide"),
    ],
)
def test_a_new_password_is_weighed_in_words(
    page: Page, site: Served, person: TestPerson, typed: str, words: str
) -> None:
    page.goto(f"{site.url}/profile/security")
    page.get_by_label("Nouveau mot de passe").fill(typed)
    expect(page.get_by_text(words)).to_be_visible()


def test_another_device_is_signed_out(page: Page, site: Served, person: TestPerson) -> None:
    with site.client() as elsewhere:
        session = sign_in(elsewhere, person)
        page.goto(f"{site.url}/profile/devices")
        page.get_by_role("table").get_by_role("button").click()
        page.get_by_role("alertdialog").get_by_role("button", name="Déconnecter").click()
        expect(told(page, "L’appareil est déconnecté.")).to_be_visible()
        assert elsewhere.get("/api/v1/identity/me", headers=session).status_code == 401


def test_this_device_is_named_and_cannot_be_ended_by_a_slip(
    page: Page, site: Served, person: TestPerson
) -> None:
    page.goto(f"{site.url}/profile/devices")
    row = page.get_by_role("row", name="Cet appareil")
    expect(row).to_be_visible()
    expect(row.get_by_role("button")).to_have_count(0)


def test_a_second_factor_is_set_and_asked_for(
    page: Page, context: BrowserContext, site: Served, person: TestPerson, complaints: Complaints
) -> None:
    complaints.provoke(UNAUTHORIZED_IN_CONSOLE)
    page.goto(f"{site.url}/profile/security")
    page.get_by_role("button", name="Activer").click()
    page.get_by_role("button", name="Commencer").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    submit(page.get_by_label("Code à six chiffres"), pyotp.TOTP(secret).now())
    recovery = page.get_by_role("list", name="Codes de secours").get_by_role("listitem").first
    recovery_code = recovery.inner_text()
    finish = page.get_by_role("button", name="Terminer")
    expect(finish).to_be_disabled()
    page.get_by_text("J’ai mis ces codes en lieu sûr").click()
    finish.click()
    expect(page.get_by_text("codes de secours.")).to_be_visible()

    context.clear_cookies()
    page.goto(f"{site.url}/sign-in")
    fill_in(page, person.email, person.password)
    page.get_by_role("button", name="Utiliser un code de secours").click()
    submit(page.get_by_label("Code de secours"), recovery_code)
    expect(page.get_by_role("button", name="Compte")).to_be_visible()


def test_a_dangerous_act_asks_once_more_and_goes_on(
    page: Page, site: Served, person: TestPerson, complaints: Complaints
) -> None:
    complaints.provoke(FORBIDDEN_IN_CONSOLE)
    page.goto(f"{site.url}/profile/security")
    forget_step_up(page, site, person)
    page.get_by_role("button", name="Activer").click()
    with page.expect_response("**/me/factor"):
        page.get_by_role("button", name="Commencer").click()
    proof = page.get_by_role("dialog", name="Confirmez que c’est vous")
    submit(proof.get_by_label("Mot de passe", exact=True), person.password)
    expect(page.get_by_role("img", name="Code QR")).to_be_visible()


def test_what_is_gone_for_good_wants_the_password_again(
    page: Page, site: Served, person: TestPerson, complaints: Complaints
) -> None:
    complaints.provoke(FORBIDDEN_IN_CONSOLE)
    page.goto(f"{site.url}/console/cache")
    page.get_by_role("button", name="Tout vider").click()
    forget_step_up(page, site, person)
    page.get_by_role("alertdialog").get_by_role("button", name="Tout vider").click()
    proof = page.get_by_role("dialog", name="Confirmez que c’est vous")
    submit(proof.get_by_label("Mot de passe", exact=True), person.password)
    expect(told(page, "Le cache est vidé.")).to_be_visible()


def test_the_secret_of_a_token_is_shown_once(page: Page, site: Served, person: TestPerson) -> None:
    page.goto(f"{site.url}/profile/tokens")
    page.get_by_role("button", name="Créer un jeton").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Nom").fill("Export de nuit")
    form.get_by_role("checkbox").first.check(force=True)
    form.get_by_role("button", name="Créer").click()
    shown = page.get_by_role("alertdialog")
    expect(shown.get_by_role("region", name="Jeton")).to_be_visible()
    shown.get_by_role("button", name="Je l’ai copié").click()
    expect(page.get_by_role("row", name="Export de nuit")).to_be_visible()


def test_what_is_kept_is_told_and_can_be_taken_along(
    page: Page, site: Served, person: TestPerson
) -> None:
    page.goto(f"{site.url}/profile/privacy")
    expect(page.get_by_role("table").get_by_role("row").nth(2)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger mes données").click()
    assert person.email in download.value.path().read_text()


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ("Identité", "Profil"),
        ("Sécurité", "Sécurité"),
        ("Appareils", "Appareils"),
        ("Jetons", "Jetons personnels"),
        ("Données", "Données personnelles"),
    ],
)
def test_every_part_of_the_profile_has_its_page(
    page: Page, site: Served, person: TestPerson, part: str, title: str
) -> None:
    page.goto(f"{site.url}/profile")
    parts = page.get_by_role("navigation", name="Rubriques du profil")
    parts.get_by_role("link", name=part).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
