"""Plans with a quota inside another, for the tests of places."""

import lantoa as lt
from lantoa.criteria import loading

_BUNDLED = loading.BUNDLED / "exemplars-2021-2025.toml"

_INSIDE = """
[[quota]]
id = "muc_hai"
status = "assumption"
subjects = ["person"]
per = "{per}"
{seats}

[[quota]]
id = "muc_ba"
status = "assumption"
subjects = ["person"]
per = "{inner}"
inside = "muc_hai"
{inner_seats}
"""

OF_CANDIDATES = 'of = "candidates"\nshare_per_mille = 400\nminimum_places = 1'
OF_MEMBERS = 'of = "members_on_as_of_date"\nshare_per_mille = 100\nminimum_places = 1'
OF_SEATS = "share_per_mille = 500"


def nested(folder, per, inner, seats, inner_seats):
    """The bundled plan with a quota of people and one inside it."""
    extra = _INSIDE.format(per=per, inner=inner, seats=seats, inner_seats=inner_seats)
    path = folder / "nested.toml"
    path.write_text(_BUNDLED.read_text("utf-8") + extra, "utf-8")
    return lt.load_plan(path)
