"""What a change does: everything before it beside everything after it."""

from lantoa.scenarios.differing.what_if import WhatIf, what_if

__all__ = ["WhatIf", "what_if"]
