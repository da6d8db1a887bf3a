"""The page about scores and places: every question on it gets the answer that it shows."""

import doctest

import lantoa as lt


def test_every_question_on_the_page_gets_the_answer_that_it_shows(root):
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    page = str(root / "docs" / "rankings.md")
    ran = doctest.testfile(page, module_relative=False, optionflags=flags)
    assert ran.attempted > 50
    assert ran.failed == 0


def test_the_scheme_on_the_page_can_be_loaded(root, tmp_path):
    page = (root / "docs" / "rankings.md").read_text("utf-8")
    path = tmp_path / "phuc-vu.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    scheme = lt.load_scheme(path, lang="en")
    assert scheme.label_of("service") == "Service"
    assert scheme.broken == (("in_time", 2021),)
