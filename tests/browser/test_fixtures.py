"""What the other browser tests stand on."""

from tests.browser.conftest import NewPage


def test_an_unknown_page_is_an_ordinary_page_of_the_school(new_page: NewPage) -> None:
    page = new_page()
    answer = page.goto("/nothing-here")
    assert answer is not None
    assert answer.status == 404
    assert page.locator("h1").count() == 1
