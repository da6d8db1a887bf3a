"""The page about spread: every question on it gets the answer that it shows."""

import doctest


def test_every_question_on_the_page_gets_the_answer_that_it_shows(root):
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    page = str(root / "docs" / "spread.md")
    ran = doctest.testfile(page, module_relative=False, optionflags=flags, encoding="utf-8")
    assert ran.attempted > 15
    assert ran.failed == 0
