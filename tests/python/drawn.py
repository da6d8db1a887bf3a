"""What a chart draws and says, taken from its specification and its picture."""

from xml.etree import ElementTree

_TEXT = ("text", "span")


def texts(chart):
    """Every text of the picture, as a reader meets it."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.to_json())
    found = [one.text for one in ElementTree.fromstring(svg).iter() if one.tag[-4:] in _TEXT]
    return [text for text in found if text]


def rows_of(chart):
    """The rows of every data set of a specification."""
    return [row for rows in chart.to_dict().get("datasets", {}).values() for row in rows]
