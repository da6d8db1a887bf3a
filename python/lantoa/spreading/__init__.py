"""Spread (*lan tỏa*): what happened after an exemplar was named, and what may be said of it."""
