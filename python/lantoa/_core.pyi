"""The compiled core. Only modules of lantoa import it."""

import enum
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BLANK: int
UNREADABLE: int
MANY: int
NO_POINTS: int
NO_NUMBER: int
LEAST: int
MOST: int
NO_LEAST: int
NO_MOST: int
AMOUNT_MAX: int
EVIDENCE_MAX: int
THRESHOLD_BELOW: int
NOT_ENTERED: int
IN_NO_BAND: int
OPEN_POINTS: int
MOST_CELLS: int
MOST_VOTERS: int
MOST_PAIRED: int
MOST_RANKED: int
MOST_COUNTED: int
MOST_STATES: int
MOST_WORK: int
MOST_ENDS: int

_Codes = NDArray[np.int32]
_Bits = NDArray[np.uint8]
_Points = NDArray[np.int64]
_Numbers = NDArray[np.float64]

class FactRule:
    """How the rows of a register are read."""

    def __init__(self) -> None: ...
    table: int
    take: Take
    absent: Absent
    has_closing: bool
    closing: Closing
    year: int
    year_of_decision: bool
    decided: int
    annulled: int
    status_where: int
    where: list[Where]
    value: list[int]
    ladder: Ladder
    kind: int
    kind_levels: list[int]
    unrated: int
    has_ratio: bool
    planned: list[int]
    better: int
    counts_on: list[int]
    counts_on_year: list[int]
    seen_on: int
    key: int
    key_is_subject: bool
    share: int
    recognised: int
    recognised_by: list[int]
    place: int
    votes: list[int]
    launches: int
    launched: int
    launch_key: int

class Change(enum.Enum):
    """What happened to a unit."""

    RENAME = 0
    MERGE = 1
    SPLIT = 2

class Facts:
    """The registers of an office as numbers."""

    def __init__(self, units: int, people: int) -> None: ...
    def add_table(self, subject: _Codes, columns: Sequence[_Codes]) -> int: ...
    def add_absent_table(self) -> int: ...
    def add_gap(self, table: int, first: int, last: int) -> None: ...
    def set_units(self, opened: _Codes, closed: _Codes) -> None: ...
    def add_unit_change(self, day: int, change: Change, source: int, target: int) -> None: ...
    def set_memberships(
        self, person: _Codes, unit: _Codes, role: _Codes, first: _Codes, last: _Codes
    ) -> None: ...

class Kind(enum.Enum):
    """The kind of a rule."""

    EVERY_YEAR = 0
    YEARS_AT_LEAST = 1
    LATEST = 2
    MEAN_OVER_WINDOW = 3
    EVENTS_AT_LEAST = 4
    NEVER = 5
    PLACE_WITHIN = 6
    RATIO_AT_LEAST = 7
    ATTESTED = 8
    K_OF = 9
    LINKED = 10

class Take(enum.Enum):
    """What several rows of one year make of it."""

    ANY = 0
    LATEST_DECISION = 1
    MIN = 2
    MAX = 3
    MEAN = 4

class Over(enum.Enum):
    """Whose events count."""

    SELF = 0
    MEMBERS = 1
    SELF_OR_MEMBERS = 2

class Ladder:
    """The levels of a code, or of two joined codes."""

    @staticmethod
    def of(rows: int, columns: int, count: int, level: Sequence[int]) -> Ladder: ...

class Where:
    """A column whose cell must be one of some codes."""

    def __init__(self) -> None: ...
    column: int
    allowed: list[int]
    blank_counts: bool
    blank_is_default: bool

class Window:
    """Whole years, both included."""

    def __init__(self, first: int, last: int) -> None: ...

class Closing:
    """From when a year counts as closed."""

    def __init__(self, month: int, day: int, next_year: bool) -> None: ...

class Policy:
    """What the text does not say about people, units and gaps."""

    def __init__(self) -> None: ...
    missing_past_value: Missing
    missing_judgement_fails: bool
    leave_out_open_years: bool
    unrated_year: Unrated
    min_rated_years: int
    joined_late: Late
    new_unit: Late
    renamed_is_same: bool
    merged: Merged
    conflicts_are_unknown: bool

class Plan:
    """Everything that is asked, on a date."""

    def __init__(self) -> None: ...
    window: Window
    as_of: int
    policy: Policy
    belongs: Belongs
    judges_units: bool
    judges_people: bool
    facts: list[FactRule]
    rules: list[Rule]

class Statistic(enum.Enum):
    """What points are made of."""

    OF_RULE = 0
    HIGHEST_LEVEL = 1
    KEYS = 2

class Scoring:
    """One scored criterion."""

    def __init__(self) -> None: ...
    statistic: Statistic
    rule: int
    from_: list[int]
    to: list[int]

class Scored:
    """Points on record and the most they could be."""

    @property
    def low(self) -> _Points: ...
    @property
    def high(self) -> _Points: ...

class Entry(enum.Enum):
    """Whether somebody is ranked."""

    OUT = 0
    PERHAPS = 1
    SO_FAR = 2
    IN = 3

class Contest:
    """Subjects that are ranked by numbers, more is better."""

    def __init__(self) -> None: ...
    group: _Codes
    entry: _Codes
    low: _Points
    high: _Points

class Preference(enum.Enum):
    """What a difference counts."""

    USUAL = 0
    U = 1
    V = 2
    LEVEL = 3
    LINEAR = 4

class Preferences:
    """The preference function of each criterion."""

    def __init__(self) -> None: ...
    kind: NDArray[np.int32]
    indifference: NDArray[np.float64]
    preference: NDArray[np.float64]

class Orders:
    """The rows of each column from the smallest value on."""

class Flows:
    """Sums of degrees over all rivals, criterion by criterion."""

    @property
    def plus(self) -> NDArray[np.float64]: ...
    @property
    def minus(self) -> NDArray[np.float64]: ...
    @property
    def plus_rest(self) -> NDArray[np.float64]: ...
    @property
    def minus_rest(self) -> NDArray[np.float64]: ...
    @property
    def unit(self) -> NDArray[np.float64]: ...

class Outranking:
    """Flows of all criteria together."""

    @property
    def plus(self) -> NDArray[np.float64]: ...
    @property
    def minus(self) -> NDArray[np.float64]: ...
    @property
    def net(self) -> NDArray[np.float64]: ...

def orders_of(values: NDArray[np.float64], *, threads: int) -> Orders: ...
def flows_of(
    values: NDArray[np.float64], orders: Orders, preferences: Preferences, *, threads: int
) -> Flows: ...
def outranking_of(flows: Flows, weights: NDArray[np.float64]) -> Outranking: ...

class Ballots:
    """How criteria rank subjects, and how much each has to say."""

    def __init__(self) -> None: ...
    rank: NDArray[np.int32]
    weight: NDArray[np.int64]
    slack: int

class Majority:
    """What the pairs of each subject say."""

    @property
    def wins(self) -> NDArray[np.int32]: ...
    @property
    def losses(self) -> NDArray[np.int32]: ...
    @property
    def ties(self) -> NDArray[np.int32]: ...
    @property
    def circle(self) -> NDArray[np.int32]: ...
    @property
    def undecided(self) -> int: ...

def majority_of(ballots: Ballots) -> Majority: ...

class Places:
    """Places from 1; 0 where there is none."""

    @property
    def place(self) -> _Codes: ...
    @property
    def tied(self) -> _Codes: ...
    @property
    def step(self) -> _Codes: ...
    @property
    def best(self) -> _Codes: ...
    @property
    def worst(self) -> _Codes: ...
    @property
    def last_best(self) -> _Codes: ...
    @property
    def last_worst(self) -> _Codes: ...

class TieRule(enum.Enum):
    """How equals share places."""

    MIN = 0
    MAX = 1
    DENSE = 2

class Parted:
    """What a chain makes of those who are in."""

    @property
    def step(self) -> _Codes: ...
    @property
    def by(self) -> _Codes: ...
    @property
    def stopped(self) -> _Codes: ...

class Bands:
    """Levels, the best first, with limits for each number."""

    def __init__(self) -> None: ...
    least: _Points
    most: _Points

class Banded:
    """The level of each; BLANK where there is none."""

    @property
    def sure(self) -> _Codes: ...
    @property
    def best(self) -> _Codes: ...
    @property
    def lacking(self) -> _Codes: ...

class Rounding(enum.Enum):
    """How a share is made whole."""

    DOWN = 0
    UP = 1

class Side(enum.Enum):
    """Where a subject stands to the line of its group."""

    NONE = 0
    WITHIN = 1
    TIED = 2
    BEYOND = 3

class Share:
    """A share of a number, with the places that it has at least."""

    def __init__(self) -> None: ...
    part: int
    whole: int
    is_of_others: bool
    rounding: Rounding
    minimum: int

class Seats:
    """The seats of each group, on record and at the least and most."""

    def __init__(self) -> None: ...
    on_record: _Codes
    low: _Codes
    high: _Codes

class Sides:
    """A Side of each subject, and whether it is sure."""

    @property
    def side(self) -> _Codes: ...
    @property
    def sure(self) -> _Codes: ...

class Theta:
    """A value of what moves, a fraction."""

    def __init__(self, numerator: int, denominator: int) -> None: ...
    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...

class Lines:
    """Subjects whose points are lines, in groups with seats."""

    def __init__(self) -> None: ...
    a: _Points
    b: _Points
    chain: _Points
    group: _Codes
    seats: _Codes

class Sweep:
    """The sides of everybody over a range, change by change."""

    @property
    def start(self) -> _Codes: ...
    @property
    def numerator(self) -> _Points: ...
    @property
    def denominator(self) -> _Points: ...
    @property
    def first(self) -> _Points: ...
    @property
    def row(self) -> _Codes: ...
    @property
    def before(self) -> _Codes: ...
    @property
    def at(self) -> _Codes: ...
    @property
    def after(self) -> _Codes: ...

class Unchanged:
    """The values around one with everybody's side the same."""

    @property
    def from_(self) -> Theta: ...
    @property
    def to(self) -> Theta: ...
    @property
    def has_from(self) -> bool: ...
    @property
    def has_to(self) -> bool: ...

class Course:
    """The place of one subject over a range."""

    @property
    def numerator(self) -> _Points: ...
    @property
    def denominator(self) -> _Points: ...
    @property
    def place(self) -> _Codes: ...
    @property
    def tied(self) -> _Codes: ...
    @property
    def place_after(self) -> _Codes: ...
    @property
    def tied_after(self) -> _Codes: ...

class Seated:
    """Those who have seats, or share the last ones."""

    @property
    def row(self) -> _Codes: ...
    @property
    def side(self) -> _Codes: ...

class Standing:
    """Everybody in the order of their places."""

    def __init__(self, contest: Contest) -> None: ...
    def seat(self, cube: Cube, cell: _Codes, first: int, seats: _Codes) -> Seated: ...

class Absent(enum.Enum):
    """What no row means."""

    NO = 0
    UNKNOWN = 1

class Missing(enum.Enum):
    """How a missing past value is read."""

    UNKNOWN = 0
    FAIL = 1
    SKIP = 2

class Unrated(enum.Enum):
    """How a year that is not rated is read."""

    SKIP = 0
    FAIL = 1
    UNKNOWN = 2

class Late(enum.Enum):
    """From when a late joiner is asked."""

    FROM_FIRST_YEAR = 0
    WHOLE_WINDOW = 1
    FORMER_AGENCY = 2

class Merged(enum.Enum):
    """Whose history a merged unit answers for."""

    ALL_PREDECESSORS = 0
    ANY_PREDECESSOR = 1
    LARGEST_PREDECESSOR = 2
    NEW_UNIT = 3

class Belongs(enum.Enum):
    """When a subject must belong to the office."""

    ON_AS_OF_DATE = 0
    WHOLE_WINDOW = 1
    ANY_TIME = 2

class PolicyPart(enum.Enum):
    """What a policy says."""

    MISSING_PAST_VALUE = 0
    MISSING_JUDGEMENT = 1
    OPEN_YEARS = 2
    UNRATED_YEAR = 3
    MIN_RATED_YEARS = 4
    JOINED_LATE = 5
    NEW_UNIT = 6
    RENAMED = 7
    MERGED = 8
    CONFLICTING_ROWS = 9

class Rule:
    """One criterion as numbers."""

    def __init__(self) -> None: ...
    kind: Kind
    fact: int
    for_units: bool
    for_people: bool
    gate: bool
    countable: bool
    holds: list[int]
    least: list[int]
    threshold: int
    consecutive: bool
    asks_rated_years: bool
    over: Over
    members_on_as_of_date: bool
    since: list[int]
    levels: list[int]
    shares: list[int]
    recognised: list[int]
    within: list[int]
    every: bool
    asks_votes: bool
    attested_as: int
    parts: list[int]
    roles: list[int]
    any_time: bool
    needs: list[int]

class Survey:
    """What decided, for some subjects and rules."""

    @property
    def subject(self) -> _Codes: ...
    @property
    def rule(self) -> _Codes: ...
    @property
    def bits(self) -> _Bits: ...
    @property
    def done(self) -> _Codes: ...
    @property
    def may(self) -> _Codes: ...
    @property
    def needed(self) -> _Codes: ...
    @property
    def why(self) -> _Codes: ...
    @property
    def open_years(self) -> _Codes: ...
    @property
    def note_pair(self) -> _Codes: ...
    @property
    def note_part(self) -> _Codes: ...
    @property
    def note_table(self) -> _Codes: ...
    @property
    def note_row(self) -> _Codes: ...
    @property
    def note_subject(self) -> _Codes: ...
    @property
    def note_year(self) -> _Codes: ...
    @property
    def note_why(self) -> _Codes: ...
    @property
    def note_line(self) -> _Codes: ...
    @property
    def line_pair(self) -> _Codes: ...
    @property
    def line_subject(self) -> _Codes: ...
    @property
    def line_bits(self) -> _Bits: ...
    @property
    def line_done(self) -> _Codes: ...
    @property
    def line_may(self) -> _Codes: ...
    @property
    def line_needed(self) -> _Codes: ...

class Inspector:
    """Judges again and writes down what decided."""

    def __init__(self, facts: Facts, plan: Plan) -> None: ...
    def survey(self, subjects: _Codes, rules: _Codes) -> Survey: ...

class Regated:
    """What other thresholds make of an evaluation."""

    @property
    def rules(self) -> _Codes: ...
    @property
    def bits(self) -> _Bits: ...
    @property
    def all(self) -> _Bits: ...
    @property
    def countable(self) -> _Bits: ...

class Measurements:
    """An evaluation that remembers every statistic."""

    def __init__(self, facts: Facts, plan: Plan, *, threads: int = 0) -> None: ...
    @property
    def evaluation(self) -> Evaluation: ...
    def regate(self, thresholds: _Codes, *, threads: int = 0) -> Regated: ...
    def reevaluate(self, thresholds: _Codes, *, threads: int = 0) -> Evaluation: ...
    def cube(
        self,
        axes: Sequence[Axis],
        counting: Counting,
        *,
        countable_only: bool,
        against: _Codes,
        threads: int = 0,
    ) -> Cube: ...

class Axis:
    """One threshold that is varied."""

    def __init__(self) -> None: ...
    rule: int
    thresholds: _Codes

class Cube:
    """How many count as in at every combination of some thresholds."""

    @property
    def sizes(self) -> _Codes: ...
    @property
    def cells(self) -> int: ...
    @property
    def records(self) -> int: ...
    def at(self, cell: _Codes) -> _Points: ...
    def table(self) -> _Points: ...
    def counted(self, cell: _Codes) -> _Codes: ...

class Verdict(enum.Enum):
    """What is said of a rule or subject."""

    FAILED = 0
    OPEN = 1
    UNKNOWN = 2
    MET = 3

class Counting(enum.Enum):
    """Who counts as in."""

    POSSIBLE = 0
    PROVISIONAL = 1
    MET = 2

class Evaluation:
    """Who was judged, and every rule's bits."""

    @property
    def subjects(self) -> _Codes: ...
    @property
    def units(self) -> _Codes: ...
    @property
    def bits(self) -> _Bits: ...
    @property
    def all(self) -> _Bits: ...
    @property
    def countable(self) -> _Bits: ...
    @property
    def out(self) -> _Codes: ...

class TallyKind(enum.Enum):
    """What a rule of a point table does."""

    PER_CASE = 0
    FIRST_OF = 1
    PER_FURTHER = 2
    OVERRIDE = 3

class TallyCondition:
    """Evidence between two ends."""

    def __init__(self) -> None: ...
    evidence: int
    has_low: bool
    has_high: bool
    low_open: bool
    high_open: bool
    low: tuple[int, int]
    high: tuple[int, int]

class TallyCase:
    """What a rule gives where all conditions hold."""

    def __init__(self) -> None: ...
    when: list[TallyCondition]
    low: int
    high: int
    gap: bool

class TallyRule:
    """One line of an item."""

    def __init__(self) -> None: ...
    item: int
    kind: TallyKind
    evidence: int
    exempt: int
    points: int
    only_if: list[TallyCondition]
    if_no_deduction: bool
    is_base: bool
    cases: list[TallyCase]
    complete: bool
    start: tuple[int, int]
    step: tuple[int, int]
    further: int
    linear: bool

class TallyCap:
    """The most that some rules deduct, or add, together."""

    def __init__(self) -> None: ...
    rules: list[int]
    deductions: bool
    at_most: int

class TallyItem:
    """What an item starts with and how far it may move."""

    def __init__(self) -> None: ...
    group: int
    base: int
    floor: int
    least: int
    most: int

class TallyGroup:
    """Items, or groups, whose points are added up."""

    def __init__(self) -> None: ...
    parent: int
    least: int
    most: int

class TallyBand:
    """A class by total points."""

    def __init__(self) -> None: ...
    at_least: int
    items: list[int]
    groups: list[int]
    when: list[TallyCondition]

class Lead(enum.Enum):
    """How far a subject can come."""

    NEVER = 0
    SHARED = 1
    ALONE = 2

class WeightBox:
    """Weights between low and high that sum to total."""

    def __init__(self) -> None: ...
    low: Sequence[int]
    high: Sequence[int]
    total: int

class Challenge:
    """One subject and the rivals that it must leave behind."""

    def __init__(self) -> None: ...
    own: _Points
    rivals: _Points
    own_chain: _Points
    rivals_chain: _Points

class Mixture:
    """Rivals in parts of a whole, in base 16."""

    @property
    def rivals(self) -> list[int]: ...
    @property
    def shares(self) -> list[str]: ...
    @property
    def whole(self) -> str: ...

class Leading:
    """How far, with which weights, and why not further."""

    @property
    def lead(self) -> Lead: ...
    @property
    def weights(self) -> list[str]: ...
    @property
    def margin(self) -> str: ...
    @property
    def whole(self) -> str: ...
    @property
    def rounded(self) -> list[int]: ...
    @property
    def mixture(self) -> Mixture: ...

class WeightLaw:
    """Which weights are drawn: all, those of a box, in an order."""

    def __init__(self) -> None: ...
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    order: NDArray[np.int32]

class Sampling:
    """How many draws, and from which seed."""

    def __init__(self, draws: int, seed: int) -> None: ...
    @property
    def draws(self) -> int: ...
    @property
    def seed(self) -> int: ...

class Acceptability:
    """Counts over all draws."""

    @property
    def places(self) -> NDArray[np.int32]: ...
    @property
    def first_weights(self) -> NDArray[np.float64]: ...
    @property
    def at_line(self) -> NDArray[np.int32]: ...
    @property
    def tied(self) -> NDArray[np.int32]: ...
    @property
    def draws_with_ties(self) -> int: ...

class RankSets:
    """Places between which the true ones lie, of all at once."""

    @property
    def best(self) -> NDArray[np.int32]: ...
    @property
    def worst(self) -> NDArray[np.int32]: ...
    @property
    def critical(self) -> float: ...
    @property
    def undecided(self) -> int: ...

class NearestLead:
    """The least change of weights; -1: never first."""

    @property
    def change(self) -> int: ...
    @property
    def leading(self) -> Leading: ...

class Sway:
    """Weights and how far each may move up and down."""

    def __init__(self) -> None: ...
    weights: Sequence[int]
    spread: Sequence[int]

class Weighed:
    """Subjects in their groups, with what weights are applied to."""

    def __init__(self) -> None: ...
    contest: Contest
    low: _Points
    high: _Points

class Effort:
    """How much is looked at before bounds are coarser."""

    def __init__(self) -> None: ...
    pairs: int
    looks: int

class Members:
    """What is known of subjects under all weights of a box."""

    @property
    def best(self) -> _Codes: ...
    @property
    def worst(self) -> _Codes: ...
    @property
    def last_worst(self) -> _Codes: ...
    @property
    def sure(self) -> _Codes: ...
    @property
    def possible(self) -> _Codes: ...
    @property
    def attained(self) -> _Codes: ...
    @property
    def attained_out(self) -> _Codes: ...
    @property
    def coarse_groups(self) -> int: ...
    @property
    def weights_seen(self) -> int: ...
    @property
    def saw_all_corners(self) -> bool: ...

class Flip:
    """The share of the weights at which the named change."""

    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...
    @property
    def within(self) -> int: ...
    @property
    def beyond(self) -> int: ...

class TallyTable:
    """A point table as numbers."""

    def __init__(self) -> None: ...
    shares: list[tuple[int, int]]
    groups: list[TallyGroup]
    items: list[TallyItem]
    rules: list[TallyRule]
    caps: list[TallyCap]
    gates: list[list[TallyCondition]]
    bands: list[TallyBand]

class TallyEvidence:
    """The evidence of n subjects, a column each."""

    def __init__(self) -> None: ...
    numerator: _Points
    denominator: _Points

class Tallied:
    """Points of n subjects under the written rules."""

    @property
    def rules_low(self) -> _Points: ...
    @property
    def rules_high(self) -> _Points: ...
    @property
    def counted_low(self) -> _Points: ...
    @property
    def counted_high(self) -> _Points: ...
    @property
    def notes(self) -> _Codes: ...
    @property
    def items_low(self) -> _Points: ...
    @property
    def items_high(self) -> _Points: ...
    @property
    def groups_low(self) -> _Points: ...
    @property
    def groups_high(self) -> _Points: ...
    @property
    def total_low(self) -> _Points: ...
    @property
    def total_high(self) -> _Points: ...
    @property
    def gates(self) -> _Codes: ...
    @property
    def bands(self) -> _Codes: ...

class TallyEntered:
    """Points as a form has them."""

    def __init__(self) -> None: ...
    rules: _Points
    extra: _Points
    stated: _Points

class EnteredSums:
    """Sums as entered."""

    @property
    def items_low(self) -> _Points: ...
    @property
    def items_high(self) -> _Points: ...
    @property
    def groups_low(self) -> _Points: ...
    @property
    def groups_high(self) -> _Points: ...
    @property
    def total_low(self) -> _Points: ...
    @property
    def total_high(self) -> _Points: ...

class Build:
    """The facts of one build of the core."""

    @property
    def version(self) -> str: ...
    @property
    def compiler(self) -> str: ...
    @property
    def flags(self) -> str: ...
    @property
    def eigen(self) -> str: ...
    @property
    def threads(self) -> str: ...
    @property
    def assertions(self) -> bool: ...

def about() -> Build: ...
def reads(kind: Kind, part: PolicyPart, *, unit: bool) -> bool: ...
def decides_scope(part: PolicyPart) -> bool: ...
def verdicts(bits: _Bits, provisional: bool) -> _Codes: ...
def counted(bits: _Bits, counting: Counting) -> _Codes: ...
def evaluate(facts: Facts, plan: Plan, *, threads: int = 0) -> Evaluation: ...
def rank(contest: Contest) -> Places:
    """Ranks everybody within the groups."""

def shared(places: Places, tie_rule: TieRule) -> _Codes:
    """The places on record by one of the rules."""

def average_ranks(places: Places) -> NDArray[np.float64]:
    """The mean of the places that equals share; no place itself."""

def part(contest: Contest) -> Parted:
    """Parts those with equal points by the chain."""

def band(numbers: _Points, bands: Bands) -> Banded:
    """Finds the highest level of each whose limits hold."""

def seats(share: Share, base: int) -> int:
    """The places that a share of a number gives."""

def weigh(points: _Points, weights: _Points) -> _Points:
    """Weighted sums of points, as whole numbers."""

def seat(contest: Contest, seats: _Codes) -> Seated:
    """Seats those whose entry is in, by what is on record."""

def draw_lines(contest: Contest, places: Places, seats: Seats) -> Sides:
    """Draws the line in each group."""

def inside(outer: Contest, sides: Sides) -> _Codes:
    """Who may be ranked in a quota inside another."""

def score(
    facts: Facts, plan: Plan, evaluation: Evaluation, scorings: Sequence[Scoring]
) -> Scored: ...
def tally(table: TallyTable, evidence: TallyEvidence) -> Tallied: ...
def add_entered(table: TallyTable, written: Tallied, entered: TallyEntered) -> EnteredSums: ...
def sweep(lines: Lines, from_: Theta, to: Theta, most: int) -> Sweep: ...
def unchanged(lines: Lines, from_: Theta, to: Theta, now: Theta) -> Unchanged: ...
def course(lines: Lines, from_: Theta, to: Theta, row: int) -> Course: ...
def lead(challenge: Challenge, box: WeightBox, threads: int = 0) -> Leading: ...
def draw_weights(
    law: WeightLaw, p: int, first: int, count: int, seed: int
) -> NDArray[np.float64]: ...
def acceptability(
    values: NDArray[np.float64],
    law: WeightLaw,
    sampling: Sampling,
    k: int,
    line: float | None = None,
    threads: int = 0,
) -> Acceptability: ...
def pairwise_wins(
    values: NDArray[np.float64], law: WeightLaw, sampling: Sampling, threads: int = 0
) -> NDArray[np.int32]: ...
def count_sets(counts: NDArray[np.int64], level: float) -> RankSets: ...
def estimate_sets(
    values: NDArray[np.float64],
    errors: NDArray[np.float64],
    level: float,
    draws: int,
    seed: int,
    threads: int = 0,
) -> RankSets: ...
def nearest_lead(
    challenge: Challenge, box: WeightBox, weights: Sequence[int], threads: int = 0
) -> NearestLead: ...

class Normalise(enum.Enum):
    """How a measure is brought to a scale."""

    NONE = 0
    GOALPOSTS = 1
    MIN_MAX = 2
    Z = 3
    RANK = 4

class Aggregate(enum.Enum):
    """How children are put together."""

    ARITHMETIC = 0
    GEOMETRIC = 1
    HARMONIC = 2
    PENALISED = 3
    SUM = 4

class MissingRule(enum.Enum):
    """What becomes of a pillar without a child."""

    UNSCORED = 0
    ZERO = 1
    RENORMALISE = 2

class Scale:
    """The scale of one measure."""

    def __init__(self) -> None: ...
    kind: Normalise
    less: bool
    low: float
    high: float

class Affine:
    """(x - offset) * slope, held where clipped; base where constant."""

    @property
    def offset(self) -> float: ...
    @property
    def slope(self) -> float: ...
    @property
    def base(self) -> float: ...
    @property
    def clipped(self) -> bool: ...
    @property
    def constant(self) -> bool: ...

class Scaling:
    """An Affine for each measure, period after period."""

    @property
    def of(self) -> list[Affine]: ...
    @property
    def measures(self) -> int: ...

class Tree:
    """Measures, then pillars, each after its children."""

    def __init__(self) -> None: ...
    parent: _Codes
    weight: _Numbers
    aggregate: _Codes
    divisor: _Numbers
    missing: MissingRule
    coverage_numerator: float
    coverage_denominator: float

class Composite:
    """The pillars of n subjects, the whole last."""

    @property
    def pillars(self) -> _Numbers: ...
    @property
    def coverage(self) -> _Numbers: ...

def scaling_of(
    values: _Numbers, periods: _Codes, scales: Sequence[Scale], threads: int = 0
) -> Scaling: ...
def scaled(values: _Numbers, periods: _Codes, scaling: Scaling, threads: int = 0) -> _Numbers: ...
def ranked(values: _Numbers, periods: _Codes, less: bool) -> _Numbers: ...
def compose(
    values: _Numbers, periods: _Codes, scaling: Scaling, tree: Tree, threads: int = 0
) -> Composite: ...
def contributions(
    values: _Numbers, periods: _Codes, scaling: Scaling, tree: Tree, threads: int = 0
) -> _Numbers: ...
def robust_members(
    weighed: Weighed, sway: Sway, seats: Seats, effort: Effort, threads: int = 0
) -> Members: ...
def nearest_flip(weighed: Weighed, weights: Sequence[int], seats: Seats, missing: bool) -> Flip: ...

class YearSteps:
    """Steps of measures from one year to the next."""

    @property
    def subjects(self) -> _Codes: ...
    @property
    def told(self) -> _Codes: ...
    @property
    def shift(self) -> NDArray[np.float64]: ...
    @property
    def spread(self) -> NDArray[np.float64]: ...
    @property
    def order(self) -> NDArray[np.float64]: ...
    @property
    def jitter(self) -> NDArray[np.float64]: ...

class Unusual:
    """How far steps are from what is usual."""

    @property
    def shift(self) -> NDArray[np.float64]: ...
    @property
    def spread(self) -> NDArray[np.float64]: ...
    @property
    def order(self) -> NDArray[np.float64]: ...
    @property
    def chance(self) -> NDArray[np.float64]: ...

FEWEST_FOR_A_STEP: int

def year_steps(
    values: NDArray[np.float64], before: _Codes, after: _Codes, threads: int
) -> YearSteps: ...
def unusual(steps: YearSteps, measure: _Codes) -> Unusual: ...

class Agreement:
    """How two orders of the same subjects agree."""

    @property
    def concordant(self) -> int: ...
    @property
    def discordant(self) -> int: ...
    @property
    def tied_first(self) -> int: ...
    @property
    def tied_second(self) -> int: ...
    @property
    def tied_both(self) -> int: ...
    @property
    def tau(self) -> float | None: ...
    @property
    def spearman(self) -> float | None: ...

def agreement(first: _Points, second: _Points) -> Agreement: ...
def places_among(mine: _Points, field: _Points) -> _Codes: ...

class WeightSet:
    """Weights in a box, or in an order of importance."""

    def __init__(self) -> None: ...
    low: _Numbers
    high: _Numbers
    total: float
    order: Sequence[int]

class PairBound:
    """The places that pairs of subjects do not exclude."""

    @property
    def best(self) -> _Codes: ...
    @property
    def worst(self) -> _Codes: ...
    @property
    def doubtful(self) -> int: ...
    @property
    def corners(self) -> int: ...

class Attained:
    """A place, weights that give it, and what is proved."""

    @property
    def place(self) -> int: ...
    @property
    def bound(self) -> int: ...
    @property
    def weights(self) -> _Numbers: ...
    @property
    def parts(self) -> int: ...
    @property
    def is_stopped(self) -> bool: ...

class AttainedPlaces:
    """The best and the worst place of a subject."""

    @property
    def best(self) -> Attained: ...
    @property
    def worst(self) -> Attained: ...

class LineChange:
    """The smallest change that brings to the line."""

    @property
    def change(self) -> float: ...
    @property
    def bound(self) -> float: ...
    @property
    def weights(self) -> _Numbers: ...
    @property
    def parts(self) -> int: ...
    @property
    def is_stopped(self) -> bool: ...

NO_CHANGE: float

def weight_corners(set: WeightSet, most: int) -> _Numbers | None: ...
def pair_bound(values: _Numbers, set: WeightSet, threads: int = 0) -> PairBound: ...
def attained_places(
    values: _Numbers, set: WeightSet, now: _Numbers, row: int, effort: int
) -> AttainedPlaces: ...
def level_changes(values: _Numbers, weights: _Numbers, row: int) -> _Numbers: ...
def level_weights(values: _Numbers, weights: _Numbers, row: int, rival: int) -> _Numbers: ...
def line_weights(values: _Numbers, weights: _Numbers, row: int, seats: int) -> _Numbers: ...
def line_change(
    values: _Numbers, weights: _Numbers, row: int, seats: int, effort: int
) -> LineChange: ...

class Budget:
    """How many arrangements are enumerated, else drawn, and which."""

    def __init__(
        self, *, most: int = 2000000, draws: int = 9999, seed: int, threads: int = 0
    ) -> None: ...

class Tails:
    """Arrangements at least as extreme as the one that was drawn."""

    @property
    def counted(self) -> int: ...
    @property
    def upper(self) -> int: ...
    @property
    def lower(self) -> int: ...
    @property
    def two(self) -> int: ...
    @property
    def is_exact(self) -> bool: ...

class Shift:
    """A difference, and those that the lot does not exclude."""

    @property
    def estimate(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def is_exact(self) -> bool: ...

class Detectable:
    """The smallest difference that a lot would find."""

    @property
    def closed_form(self) -> float: ...
    @property
    def shift(self) -> float: ...

MOST_ARRANGEMENTS: int
COUNTLESS: int

def arrangement_count(drawn: _Codes, stratum: _Codes) -> int: ...
def smallest_p(drawn: _Codes, stratum: _Codes, effort: Budget) -> float: ...
def lot_tails(
    values: _Numbers, drawn: _Codes, stratum: _Codes, is_studentised: bool, effort: Budget
) -> Tails: ...
def shift_interval(
    values: _Numbers, drawn: _Codes, stratum: _Codes, alpha: float, effort: Budget
) -> Shift: ...
def detectable_shift(
    drawn: _Codes,
    stratum: _Codes,
    alpha: float,
    power: float,
    offices: int,
    seed: int,
    threads: int = 0,
    freedom: int = 0,
) -> Detectable: ...

class Turns:
    """Who was drawn for which wave, and when each wave is compared."""

    def __init__(
        self, *, wave: _Codes, stratum: _Codes, start: _Codes, clean: _Codes, years: int
    ) -> None: ...

class TurnCells:
    """A wave in a year, beside those who are clean then."""

    @property
    def wave(self) -> _Codes: ...
    @property
    def year(self) -> _Codes: ...
    @property
    def given(self) -> _Codes: ...
    @property
    def controls(self) -> _Codes: ...

class Turned:
    """A weighted mean of cells beside that of every arrangement."""

    @property
    def tails(self) -> Tails: ...
    @property
    def estimate(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...

def turn_cells(turns: Turns) -> TurnCells: ...
def turn_count(turns: Turns, weight: _Numbers) -> int: ...
def smallest_turn_p(turns: Turns, weight: _Numbers, effort: Budget) -> float: ...
def staggered(
    values: _Numbers, turns: Turns, weight: _Numbers, alpha: float, effort: Budget
) -> Turned: ...
def detectable_turns(
    turns: Turns,
    weight: _Numbers,
    covariance: _Numbers,
    freedom: int,
    alpha: float,
    power: float,
    offices: int,
    seed: int,
    threads: int = 0,
) -> Detectable: ...

class Controls(enum.Enum):
    """Who stands beside a cohort."""

    NEVER = 0
    NOT_YET = 1

class Base(enum.Enum):
    """What a period before exposure is compared with."""

    VARYING = 0
    UNIVERSAL = 1

class Comparison:
    """How cells are made."""

    def __init__(self, *, controls: Controls, base: Base, anticipation: int) -> None: ...

class CohortMoments:
    """Sizes, means and products of cohorts."""

    @property
    def first(self) -> _Codes: ...
    @property
    def size(self) -> _Codes: ...
    @property
    def mean(self) -> _Numbers: ...
    @property
    def product(self) -> _Numbers: ...
    @property
    def left_out(self) -> int: ...

class GroupTime:
    """Cells: a cohort in a period, beside its controls."""

    @property
    def group(self) -> _Codes: ...
    @property
    def period(self) -> _Codes: ...
    @property
    def base(self) -> _Codes: ...
    @property
    def treated(self) -> _Codes: ...
    @property
    def controls(self) -> _Codes: ...
    @property
    def effect(self) -> _Numbers: ...
    @property
    def error(self) -> _Numbers: ...
    @property
    def product(self) -> _Numbers: ...
    @property
    def subjects(self) -> int: ...

NEVER_EXPOSED: int

def cohort_moments(values: _Numbers, first: _Codes, threads: int) -> CohortMoments: ...
def group_time(moments: CohortMoments, how: Comparison) -> GroupTime: ...
def group_time_adjusted(
    values: _Numbers, first: _Codes, covariates: _Numbers, how: Comparison
) -> GroupTime: ...

class Summary(enum.Enum):
    """Over which cells is summed."""

    SIMPLE = 0
    DYNAMIC = 1
    GROUP = 2
    CALENDAR = 3

class Summarised:
    """Cells summed."""

    @property
    def at(self) -> _Codes: ...
    @property
    def effect(self) -> _Numbers: ...
    @property
    def error(self) -> _Numbers: ...
    @property
    def overall(self) -> float: ...
    @property
    def overall_error(self) -> float: ...
    @property
    def cells(self) -> int: ...

class PreTest:
    """Whether the cells before exposure are all 0."""

    @property
    def statistic(self) -> float: ...
    @property
    def cells(self) -> int: ...
    @property
    def p(self) -> float: ...

def summarised(cells: GroupTime, by: Summary) -> Summarised: ...
def pre_test(cells: GroupTime) -> PreTest: ...

class Link(enum.Enum):
    """From a linear predictor to a chance."""

    LOGIT = 0
    CLOGLOG = 1

class Penalty(enum.Enum):
    """What keeps coefficients finite."""

    NONE = 0
    FIRTH = 1

class AtRisk:
    """Rows that are alike, once each."""

    @property
    def codes(self) -> _Codes: ...
    @property
    def at_risk(self) -> _Numbers: ...
    @property
    def events(self) -> _Numbers: ...

class Hazard:
    """A fitted hazard."""

    @property
    def coefficient(self) -> _Numbers: ...
    @property
    def error(self) -> _Numbers: ...
    @property
    def deviance(self) -> float: ...
    @property
    def iterations(self) -> int: ...
    @property
    def converged(self) -> bool: ...
    @property
    def separated(self) -> bool: ...
    @property
    def collinear(self) -> bool: ...

def counted_at_risk(codes: _Codes, events: _Codes, threads: int) -> AtRisk: ...
def fit_hazard(
    design: _Numbers,
    at_risk: _Numbers,
    events: _Numbers,
    link: Link,
    penalty: Penalty,
    threads: int,
) -> Hazard: ...

class PlaceMoves:
    """Moves of places from one year to another."""

    @property
    def subjects(self) -> _Codes: ...
    @property
    def tau(self) -> _Numbers: ...
    @property
    def total(self) -> _Numbers: ...
    @property
    def furthest(self) -> _Numbers: ...
    @property
    def theta(self) -> _Numbers: ...

def place_moves(
    values: _Numbers, before: _Codes, after: _Codes, block: _Codes, threads: int = 0
) -> PlaceMoves: ...
def place_classes(values: _Numbers, k: int) -> _Codes: ...

class NoiseRange:
    """What tau-b would be where nobody moved."""

    @property
    def expected(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def draws(self) -> int: ...

def noise_range(
    first: _Points,
    second: _Points,
    reliability: float,
    level: float,
    draws: int,
    seed: int,
    replicate: int,
    threads: int = 0,
) -> NoiseRange: ...

class ClassMobility:
    """What a table of moves between classes comes to."""

    @property
    def prais_bibby(self) -> float: ...
    @property
    def shorrocks(self) -> float: ...
    @property
    def average_movement(self) -> float: ...

class ShareRanges:
    """Ends of intervals of shares."""

    @property
    def low(self) -> _Numbers: ...
    @property
    def high(self) -> _Numbers: ...

def transitions(classes: _Codes, k: int, before: _Codes, after: _Codes) -> _Points: ...
def class_mobility(moves: _Points) -> ClassMobility: ...
def jeffreys(counts: _Points, totals: _Points, level: float) -> ShareRanges: ...
def wilson(counts: _Points, totals: _Points, level: float) -> ShareRanges: ...

class Kendall:
    """What the pairs of years of series come to."""

    @property
    def years(self) -> _Codes: ...
    @property
    def s(self) -> _Codes: ...
    @property
    def unequal(self) -> _Codes: ...

class KendallNormal:
    """The normal approximation."""

    @property
    def variance(self) -> NDArray[np.float64]: ...
    @property
    def z(self) -> NDArray[np.float64]: ...
    @property
    def p(self) -> NDArray[np.float64]: ...

class KendallExact:
    """The exact test of series, with their ties."""

    @property
    def s(self) -> _Codes: ...
    @property
    def p(self) -> NDArray[np.float64]: ...
    @property
    def smallest(self) -> NDArray[np.float64]: ...

class SlopeRanges:
    """Between which slopes the true one lies."""

    @property
    def least(self) -> NDArray[np.float64]: ...
    @property
    def most(self) -> NDArray[np.float64]: ...
    @property
    def low(self) -> NDArray[np.float64]: ...
    @property
    def high(self) -> NDArray[np.float64]: ...
    @property
    def low_open(self) -> NDArray[np.bool_]: ...
    @property
    def high_open(self) -> NDArray[np.bool_]: ...
    @property
    def level(self) -> NDArray[np.float64]: ...

def kendall(values: NDArray[np.float64], threads: int) -> Kendall: ...
def kendall_normal(values: NDArray[np.float64], threads: int) -> KendallNormal: ...
def kendall_exact(values: NDArray[np.float64], threads: int) -> KendallExact: ...
def kendall_tail(ties: list[int]) -> list[float]: ...
def theil_sen(values: NDArray[np.float64], times: _Codes, threads: int) -> NDArray[np.float64]: ...
def slope_ranges(
    values: NDArray[np.float64], times: _Codes, level: float, threads: int
) -> SlopeRanges: ...

class OrderCount:
    """The equally likely orders that a p value counts over."""

    @property
    def count(self) -> int: ...
    @property
    def exact(self) -> bool: ...

class BlockTrend:
    """The direction of blocks, and how far it is shared."""

    @property
    def subjects(self) -> _Codes: ...
    @property
    def s(self) -> NDArray[np.int64]: ...
    @property
    def p(self) -> NDArray[np.float64]: ...
    @property
    def smallest(self) -> NDArray[np.float64]: ...
    @property
    def p_joint(self) -> NDArray[np.float64]: ...
    @property
    def smallest_joint(self) -> NDArray[np.float64]: ...
    @property
    def spread(self) -> NDArray[np.int64]: ...
    @property
    def p_spread(self) -> NDArray[np.float64]: ...
    @property
    def smallest_spread(self) -> NDArray[np.float64]: ...
    @property
    def orders(self) -> OrderCount: ...

MOST_YEARS_TOGETHER: int

def block_trend(
    values: NDArray[np.float64], block: _Codes, blocks: int, draws: int, seed: int, threads: int
) -> BlockTrend: ...

class Emerging:
    """Slopes against the greatest of all in every order."""

    @property
    def slope(self) -> NDArray[np.float64]: ...
    @property
    def p(self) -> NDArray[np.float64]: ...
    @property
    def smallest(self) -> float: ...
    @property
    def best(self) -> _Codes: ...
    @property
    def worst(self) -> _Codes: ...
    @property
    def orders(self) -> OrderCount: ...

class RecentGain:
    """The last year less the mean of those before."""

    @property
    def gain(self) -> NDArray[np.float64]: ...
    @property
    def p(self) -> NDArray[np.float64]: ...
    @property
    def smallest(self) -> float: ...
    @property
    def orders(self) -> int: ...

class YearProfile:
    """A block's level and spread of each year."""

    @property
    def level(self) -> NDArray[np.float64]: ...
    @property
    def spread(self) -> NDArray[np.float64]: ...

class LevelStep:
    """A jump from one year on."""

    @property
    def difference(self) -> float: ...
    @property
    def at(self) -> int: ...
    @property
    def p(self) -> float: ...
    @property
    def smallest(self) -> float: ...
    @property
    def orders(self) -> OrderCount: ...

def emerging(
    values: NDArray[np.float64],
    times: _Codes,
    beside: bool,
    level: float,
    draws: int,
    seed: int,
    threads: int,
) -> Emerging: ...
def recent_gain(values: NDArray[np.float64], beside: bool) -> RecentGain: ...
def year_profile(values: NDArray[np.float64]) -> YearProfile: ...
def declared_step(profile: NDArray[np.float64], at: int, draws: int, seed: int) -> LevelStep: ...
def undeclared_step(profile: NDArray[np.float64], draws: int, seed: int) -> LevelStep: ...

class Model(enum.Enum):
    """Which ties are live."""

    CASCADE = 0
    THRESHOLD = 1

class Arcs:
    """Ties sorted by source, each with its chance."""

    def __init__(self, first: _Codes, taker: _Codes, chance: _Numbers) -> None: ...
    @property
    def first(self) -> _Codes: ...
    @property
    def taker(self) -> _Codes: ...
    @property
    def chance(self) -> _Numbers: ...

class Groups:
    """Sets of subjects."""

    def __init__(self, first: _Codes, member: _Codes) -> None: ...
    @property
    def first(self) -> _Codes: ...
    @property
    def member(self) -> _Codes: ...

class Replicates:
    """How many draws, from which seed, from which on."""

    def __init__(self, draws: int, seed: int, begin: int = ...) -> None: ...
    @property
    def draws(self) -> int: ...
    @property
    def seed(self) -> int: ...
    @property
    def begin(self) -> int: ...

class Chosen:
    """A set of candidates and what it is worth."""

    @property
    def member(self) -> _Codes: ...
    @property
    def worth(self) -> float: ...
    @property
    def bound(self) -> float: ...

class Choice:
    """The best set of each scenario, and the steadiest."""

    @property
    def best(self) -> list[Chosen]: ...
    @property
    def steady(self) -> Chosen: ...

class Stopping:
    """When to stop drawing reverse-reachable sets."""

    def __init__(self, ratio: float, failure: float, least: int, most: int) -> None: ...
    @property
    def ratio(self) -> float: ...
    @property
    def failure(self) -> float: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...

class Guaranteed:
    """Whom greedy covering chooses, and its bounds."""

    @property
    def member(self) -> _Codes: ...
    @property
    def reach(self) -> float: ...
    @property
    def error(self) -> float: ...
    @property
    def at_least(self) -> float: ...
    @property
    def best_at_most(self) -> float: ...
    @property
    def ratio(self) -> float: ...
    @property
    def failure(self) -> float: ...
    @property
    def sets(self) -> int: ...
    @property
    def is_enough(self) -> bool: ...

def cascade_reach(
    arcs: Arcs, model: Model, groups: Groups, replicates: Replicates, threads: int = ...
) -> _Codes: ...
def live_states(arcs: Arcs, model: Model) -> float: ...
def exact_reach(arcs: Arcs, model: Model, groups: Groups) -> _Numbers: ...
def best_sets(
    scenarios: Sequence[Arcs],
    model: Model,
    candidates: _Codes,
    k: int,
    replicates: Replicates,
    most_work: int = ...,
) -> Choice: ...
def reverse_sets(
    arcs: Arcs, model: Model, replicates: Replicates, threads: int = ...
) -> Groups: ...
def hit_most(sets: Groups, n: int, candidates: _Codes, k: int) -> _Codes: ...
def guaranteed_reach(
    arcs: Arcs,
    model: Model,
    candidates: _Codes,
    k: int,
    stopping: Stopping,
    seed: int,
    threads: int = ...,
) -> Guaranteed: ...

class TieRows:
    """Ties from sources to takers, with weights and periods."""

    def __init__(
        self, source: _Codes, taker: _Codes, weight: _Numbers, since: _Codes, until: _Codes
    ) -> None: ...

class Permuted:
    """What an exchange of the times of taking up gives."""

    @property
    def observed(self) -> float: ...
    @property
    def members(self) -> int: ...
    @property
    def counted(self) -> int: ...
    @property
    def upper(self) -> int: ...
    @property
    def lower(self) -> int: ...
    @property
    def two(self) -> int: ...
    @property
    def empty(self) -> int: ...
    @property
    def at_the_end(self) -> int: ...
    @property
    def mean(self) -> float: ...
    @property
    def deviation(self) -> float: ...
    @property
    def critical(self) -> float: ...
    @property
    def tolerated(self) -> float: ...
    @property
    def is_exact(self) -> bool: ...
    @property
    def values(self) -> _Numbers: ...

HELD: int

def permutation_count(adopted: _Codes, stratum: _Codes) -> int: ...
def permuted_exposure(
    adopted: _Codes, stratum: _Codes, ties: TieRows, alpha: float, stop: int, effort: Budget
) -> Permuted: ...

class TakingUp:
    """A practice: when it was taken up, who may exchange, ties."""

    def __init__(self, adopted: _Codes, stratum: _Codes, ties: TieRows) -> None: ...
    @property
    def adopted(self) -> _Codes: ...
    @property
    def stratum(self) -> _Codes: ...
    @property
    def ties(self) -> TieRows: ...

class JointlyPermuted:
    """What a common exchange of subjects gives."""

    @property
    def values(self) -> _Numbers: ...
    @property
    def arrangements(self) -> int: ...
    @property
    def moving(self) -> int: ...
    @property
    def is_exact(self) -> bool: ...

def common_strata(practices: Sequence[TakingUp]) -> _Codes: ...
def jointly_permuted(practices: Sequence[TakingUp], effort: Budget) -> JointlyPermuted: ...

class Convergence:
    """Changes against the level they started from."""

    @property
    def subjects(self) -> int: ...
    @property
    def slope(self) -> float: ...
    @property
    def p(self) -> float: ...
    @property
    def smallest(self) -> float: ...
    @property
    def naive(self) -> float: ...
    @property
    def orders(self) -> OrderCount: ...

class OrderedYears:
    """Page's L and Friedman's Q."""

    @property
    def subjects(self) -> int: ...
    @property
    def page(self) -> float: ...
    @property
    def page_p(self) -> float: ...
    @property
    def page_smallest(self) -> float: ...
    @property
    def page_exact(self) -> bool: ...
    @property
    def page_years_p(self) -> float: ...
    @property
    def page_years_smallest(self) -> float: ...
    @property
    def page_orders(self) -> OrderCount: ...
    @property
    def friedman(self) -> float: ...
    @property
    def friedman_p(self) -> float: ...
    @property
    def friedman_smallest(self) -> float: ...
    @property
    def friedman_orders(self) -> OrderCount: ...

class RatingSteps:
    """Ups, downs and runs of ratings."""

    @property
    def years(self) -> _Codes: ...
    @property
    def ups(self) -> _Codes: ...
    @property
    def downs(self) -> _Codes: ...
    @property
    def run(self) -> _Codes: ...
    @property
    def p(self) -> NDArray[np.float64]: ...
    @property
    def p_ups(self) -> NDArray[np.float64]: ...
    @property
    def p_run(self) -> NDArray[np.float64]: ...
    @property
    def smallest(self) -> NDArray[np.float64]: ...
    @property
    def smallest_ups(self) -> NDArray[np.float64]: ...
    @property
    def smallest_run(self) -> NDArray[np.float64]: ...

MOST_RATED_YEARS: int
MOST_LEVELS: int

def convergence(values: NDArray[np.float64], draws: int, seed: int) -> Convergence: ...
def convergence_within(
    values: NDArray[np.float64], block: _Codes, draws: int, seed: int
) -> Convergence: ...
def convergence_between(
    values: NDArray[np.float64], block: _Codes, draws: int, seed: int
) -> Convergence: ...
def pooled_lag(values: NDArray[np.float64], times: _Codes) -> float: ...
def ordered_years(values: NDArray[np.float64], draws: int, seed: int) -> OrderedYears: ...
def rating_steps(ratings: NDArray[np.int32]) -> RatingSteps: ...

class Network:
    """Ties of n subjects by row."""

    @property
    def first(self) -> _Codes: ...
    @property
    def other(self) -> _Codes: ...
    @property
    def tie(self) -> _Codes: ...

class Holding:
    """When each tie held and how much it weighs."""

    def __init__(
        self, weight: NDArray[np.float64], since: NDArray[np.int32], until: NDArray[np.int32]
    ) -> None: ...

class Carrying:
    """For which spells subjects carried the practice."""

    def __init__(
        self, first: NDArray[np.int32], since: NDArray[np.int32], until: NDArray[np.int32]
    ) -> None: ...

class Timing:
    """How each subject's period stands to those of its ties."""

    @property
    def sources(self) -> _Codes: ...
    @property
    def threshold(self) -> NDArray[np.float64]: ...
    @property
    def threshold_before(self) -> NDArray[np.float64]: ...
    @property
    def infection(self) -> NDArray[np.float64]: ...
    @property
    def susceptibility(self) -> NDArray[np.float64]: ...

class Survival:
    """The share that had not taken up by the end of a period."""

    @property
    def at_risk(self) -> _Codes: ...
    @property
    def events(self) -> _Codes: ...
    @property
    def censored(self) -> _Codes: ...
    @property
    def share(self) -> NDArray[np.float64]: ...
    @property
    def variance(self) -> NDArray[np.float64]: ...
    @property
    def low(self) -> NDArray[np.float64]: ...
    @property
    def high(self) -> NDArray[np.float64]: ...

class Bass:
    """The curve that lies nearest to some shares."""

    @property
    def innovation(self) -> float: ...
    @property
    def imitation(self) -> float: ...
    @property
    def residual(self) -> float: ...
    @property
    def converged(self) -> bool: ...

def rows_of(n: int, own: NDArray[np.int32], other: NDArray[np.int32]) -> Network: ...
def exposure(
    sources: Network, adopted: NDArray[np.int32], periods: int, threads: int = ...
) -> NDArray[np.float64]: ...
def exposure_in_time(
    sources: Network, ties: Holding, spells: Carrying, periods: int, threads: int = ...
) -> NDArray[np.float64]: ...
def timing(
    source: NDArray[np.int32], taker: NDArray[np.int32], adopted: NDArray[np.int32], lags: int
) -> Timing: ...
def survival(
    adopted: NDArray[np.int32],
    since: NDArray[np.int32],
    until: NDArray[np.int32],
    periods: int,
    z: float,
) -> Survival: ...
def first_taken(share: NDArray[np.float64], taken: float) -> int | None: ...
def bass(share: NDArray[np.float64]) -> Bass: ...

class Simultaneous:
    """p values and places that hold for all at once."""

    @property
    def p(self) -> _Numbers: ...
    @property
    def best(self) -> _Codes: ...
    @property
    def worst(self) -> _Codes: ...
    @property
    def critical(self) -> float: ...
    @property
    def at_the_end(self) -> int: ...

def simultaneous(values: _Numbers, alpha: float) -> Simultaneous: ...

MOST_YEARS_IN_ORDER: int

class OrdinalTrend:
    """The cumulative logit of levels over years."""

    @property
    def slope(self) -> float: ...
    @property
    def error(self) -> float: ...
    @property
    def model_error(self) -> float: ...
    @property
    def cuts(self) -> _Numbers: ...
    @property
    def log_likelihood(self) -> float: ...
    @property
    def ratings(self) -> int: ...
    @property
    def subjects(self) -> int: ...
    @property
    def converged(self) -> bool: ...

class OrdinalOrder:
    """The slope among all orders of the years."""

    @property
    def score(self) -> int: ...
    @property
    def p(self) -> float: ...
    @property
    def smallest(self) -> float: ...
    @property
    def orders(self) -> int: ...

def ordinal_trend(levels: _Codes, times: _Codes, k: int) -> OrdinalTrend: ...
def ordinal_order(levels: _Codes, times: _Codes, k: int) -> OrdinalOrder: ...

class Stories:
    """Stories about series, and where they may move."""

    def __init__(self, series: _Codes, period: _Codes, group: _Codes, window: int) -> None: ...

class Pulse:
    """What happened soon after stories, beside moved ones."""

    @property
    def observed(self) -> float: ...
    @property
    def mean(self) -> float: ...
    @property
    def deviation(self) -> float: ...
    @property
    def arrangements(self) -> int: ...
    @property
    def counted(self) -> int: ...
    @property
    def upper(self) -> int: ...
    @property
    def lower(self) -> int: ...
    @property
    def two(self) -> int: ...
    @property
    def furthest(self) -> int: ...
    @property
    def is_exact(self) -> bool: ...

def pulse(excess: _Numbers, stories: Stories, budget: Budget) -> Pulse: ...

class Pairing:
    """How numbers of takers and of their sources go together within strata."""

    @property
    def correlation(self) -> float: ...
    @property
    def arrangements(self) -> int: ...
    @property
    def at_the_end(self) -> int: ...
    @property
    def tails(self) -> Tails: ...

def pairing(
    change: _Numbers, source: _Codes, given: _Numbers, stratum: _Codes, effort: Budget
) -> Pairing: ...
