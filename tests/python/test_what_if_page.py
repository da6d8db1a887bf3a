"""The page about what-if: every question on it is asked, and answers what it says."""

import doctest


def test_every_question_on_the_page_gets_the_answer_that_it_shows(root):
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    page = str(root / "docs" / "what-if.md")
    ran = doctest.testfile(page, module_relative=False, optionflags=flags)
    assert ran.attempted > 40
    assert ran.failed == 0
