"""How yearly numbers of units and people move: facts first, then what can be concluded."""
