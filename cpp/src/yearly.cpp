#include "lantoa/yearly.hpp"

#include <algorithm>
#include <optional>

#include "rows.hpp"

namespace lantoa {
namespace {

constexpr Levels kNotRated = Levels{1} << 30U;  // a saying beside the levels of a scale

bool says_one_thing(Levels says) { return std::has_single_bit(says); }

constexpr Notch kNoRatio = -1;

/// A row seen, or one that is decided later, for the notes.
struct SeenRow {
  int year = 0;
  bool late = false;
  Day decided = kNoDay;
  Code row = 0;
  Code subject = 0;
  Notch ratio = kNoRatio;  ///< of a ratio that could be formed
};

/// Reads the rows of a segment into the years they belong to.
class Gatherer {
 public:
  Gatherer(const Facts& facts, const Plan& plan, const FactRule& fact, Day clock, YearCells& cells,
           std::vector<SeenRow>* seen = nullptr)
      : window_(plan.window),
        fact_(fact),
        table_(facts.table(fact.table)),
        clock_(clock),
        cells_(cells),
        seen_(seen) {
    const auto years = Table::index(window_.years());
    cells.gathered.assign(years, {});
    if (fact.has_ratio) cells.ratios.assign(years, {});
  }

  void read(const Segment& segment) {
    for (Code row = table_.begin(segment.subject); row < table_.end(segment.subject); ++row) {
      const Tri counts = rows::counts(table_, fact_, row, clock_);
      if (counts != Tri::kNo) read(segment, row, counts);
    }
  }

 private:
  const Window window_;
  const FactRule& fact_;
  const Table& table_;
  Day clock_;
  YearCells& cells_;
  std::vector<SeenRow>* seen_;

  void read(const Segment& segment, Code row, Tri counts) {
    const Code own_year = table_.at(fact_.year, row);
    const Day decided = fact_.decided == kNoColumn ? kBlank : table_.at(fact_.decided, row);
    if (!fact_.year_of_decision) return place(segment, row, own_year, decided, counts);
    if (!is_blank(decided)) return place(segment, row, year_of(decided), decided, counts);
    if (is_blank(own_year) || clock_ < fact_.closing.of(own_year)) return;
    for (const int year : {own_year, own_year + 1}) {
      if (!is_in(segment, year)) continue;
      at(year).perhaps |= value(row);
      collect(segment, row, year, kNoDay, false);
    }
  }

  void collect(const Segment& segment, Code row, int year, Day decided, bool late) {
    if (seen_ == nullptr || (late && is_blank(decided))) return;
    const auto ratio = fact_.has_ratio ? ratio_of(row) : std::nullopt;
    seen_->push_back({year, late, decided, table_.row[Table::index(row)], segment.subject,
                      ratio ? ratio->notch() : kNoRatio});
  }

  [[nodiscard]] bool is_in(const Segment& segment, int year) const {
    return window_.has_year(year) && segment.first_year <= year && year <= segment.last_year;
  }

  Gathered& at(int year) { return cells_.gathered[Table::index(year - window_.first)]; }

  void place(const Segment& segment, Code row, Code year, Day decided, Tri counts) {
    if (is_blank(year) || !is_in(segment, year)) return;
    const bool seen = is_blank(decided) ? clock_ >= fact_.closing.of(year) : decided <= clock_;
    collect(segment, row, year, decided, !seen);
    if (!seen) {
      at(year).late |= !is_blank(decided);
    } else if (counts == Tri::kPerhaps) {
      at(year).perhaps |= fact_.has_ratio ? kOffLadder : value(row);
    } else if (fact_.has_ratio) {
      at(year).seen = true;
      read_ratio(cells_.ratios[Table::index(year - window_.first)], row);
    } else {
      at(year).say(decided, value(row));
    }
  }

  [[nodiscard]] Levels value(Code row) const {
    const bool blank = is_blank(table_.at(fact_.value[0], row));
    return blank && fact_.unrated != kNoColumn ? kNotRated : rows::levels(table_, fact_, row);
  }

  void read_ratio(GatheredRatios& year, Code row) const {
    if (const auto ratio = ratio_of(row)) {
      year.count(*ratio);
    } else {
      ++year.unread;
    }
  }

  /// Nothing where a number is blank or the ratio cannot be formed.
  [[nodiscard]] std::optional<Fraction> ratio_of(Code row) const {
    std::int64_t planned = rows::wide(table_, fact_.planned[0], fact_.planned[1], row);
    std::int64_t achieved = rows::wide(table_, fact_.planned[2], fact_.planned[3], row);
    const Code better = fact_.better == kNoColumn ? 0 : table_.at(fact_.better, row);
    const bool less = better == 1;
    if (planned < 0 || achieved < 0 || better == kUnreadable || (!less && planned == 0)) return {};
    if (!less) return Fraction(achieved, planned);
    return achieved == 0 ? Fraction(planned == 0 ? 1 : 2, 1) : Fraction(planned, achieved);
  }
};

/// Turns what was gathered into the state of a year.
class Settling {
 public:
  Settling(const Facts& facts, const Plan& plan, const FactRule& fact, const Asked& asked)
      : facts_(facts), policy_(plan.policy), fact_(fact), asked_(asked) {}

  void settle(int year, YearCells& cells, std::size_t at) const {
    YearCell& cell = cells.years[at];
    const Gathered& gathered = cells.gathered[at];
    const bool before = year < asked_.first_year;
    if (before && asked_.late == Late::kFromFirstYear) return;
    const bool due = asked_.clock >= fact_.closing.of(year);
    cell.asked = true;
    cell.closed = due && (gathered.seen || !gathered.late);
    if (before && asked_.late == Late::kWholeWindow) {
      cell.never = true;
      cell.closed = due;
      return;
    }
    cell.rated = true;
    cell.open = !gathered.seen && (!due || gathered.late);
    const bool sure_no = fact_.absent == Absent::kNo;
    const bool nothing_known = !gathered.seen && gathered.perhaps == 0;
    const bool gap = (sure_no || gathered.seen) &&
                     rows::has_gap_in_year(facts_, fact_.table, year, asked_.clock);
    if (nothing_known && !sure_no && !cell.open) return set_missing(cell);
    if (fact_.take == Take::kAny && !(nothing_known && !sure_no)) {
      return set_any(cell, gathered, gap, !due || gathered.late);
    }
    if (cell.open) {
      cell.empty = sure_no;
      cell.hidden = gap;
      return;
    }
    if (fact_.has_ratio) return set_ratio(cells, at, gap);
    set_one(cell, gathered, gap);
  }

 private:
  const Facts& facts_;
  const Policy& policy_;
  const FactRule& fact_;
  const Asked& asked_;

  [[nodiscard]] Levels all() const { return fact_.ladder.every; }

  void set_missing(YearCell& cell) const {
    cell.why = Why::kRowMissing;
    cell.may = all();
    cell.unbounded = true;
    cell.most = kNotchMax;
    if (policy_.missing_past_value == Missing::kUnknown) return;
    cell.rated = false;
    cell.never = policy_.missing_past_value == Missing::kFail;
    cell.left_out = !cell.never;
    cell.asked = cell.never;
  }

  void set_any(YearCell& cell, const Gathered& gathered, bool gap, bool may_come) const {
    const Levels highest = std::bit_floor(gathered.held & all());
    cell.any = true;
    cell.open = may_come;  // whatever is held by now
    cell.closed = !may_come;
    cell.held = gathered.held;
    cell.may = gathered.perhaps | (gathered.blank || gap ? all() | kOffLadder : 0);
    cell.later = may_come ? all() & ~(highest == 0 ? 0 : 2 * highest - 1) : 0;
    cell.rated = gathered.seen || may_come;
    cell.why = gathered.blank || gathered.perhaps != 0 ? Why::kCellUnreadable : Why::kRegisterGap;
  }

  void set_one(YearCell& cell, const Gathered& gathered, bool gap) const {
    if (!gathered.seen) {  // the register is complete and silent, or a gap may hide a row
      cell.may = kOffLadder | (gap ? all() : 0);
      cell.why = Why::kRegisterGap;
      return;
    }
    const bool is_extreme = fact_.take == Take::kMin || fact_.take == Take::kMax;
    const Levels says = is_extreme ? extreme(gathered, gap) : decided(gathered);
    if (says == kNotRated) return set_not_rated(cell);
    cell.may = is_extreme || says_one_thing(says) ? says : all();
    cell.why = gathered.blank ? Why::kCellUnreadable : Why::kConflict;
    if (is_extreme && gap && !gathered.blank) cell.why = Why::kRegisterGap;
    if (is_extreme || !gap || fact_.absent != Absent::kNo || !says_one_thing(says)) return;
    cell.any = true;  // what is hidden may have come later; what holds by now settles the year
    cell.held = says;
    cell.may = all();
    cell.why = Why::kRegisterGap;
  }

  /// What the latest decision says; more than one thing where no date orders the rows.
  [[nodiscard]] Levels decided(const Gathered& gathered) const {
    if (!policy_.conflicts_are_unknown) return gathered.says_latest | gathered.says_undated;
    return gathered.held | (gathered.blank ? all() : 0);
  }

  /// The least or the most of several levels; a blank one may lie beyond.
  [[nodiscard]] Levels extreme(const Gathered& gathered, bool gap) const {
    const Levels held = gathered.held & all();
    if (gathered.held == kNotRated && !gathered.blank) return kNotRated;
    if (fact_.take == Take::kMin && (gathered.held & kOffLadder) != 0) return kOffLadder;
    const Levels least = held & (~held + 1);
    const Levels most = std::bit_floor(held);
    const bool more = gathered.blank || gap;
    const Levels off = gathered.blank ? kOffLadder : 0;  // a blank cell may hold any code
    if (held == 0) return more ? all() | off : kOffLadder;
    if (fact_.take == Take::kMin) return more ? (2 * least - 1) | off : least;
    return more ? all() & ~(most - 1) : most;
  }

  void set_not_rated(YearCell& cell) const {
    cell.why = Why::kRowMissing;
    cell.may = all();
    if (policy_.unrated_year == Unrated::kUnknown) return;
    cell.rated = false;
    cell.never = policy_.unrated_year == Unrated::kFail;
    cell.left_out = !cell.never;
    cell.asked = cell.never;
  }

  void set_ratio(YearCells& cells, std::size_t at, bool gap) const {
    YearCell& cell = cells.years[at];
    const GatheredRatios& ratios = cells.ratios[at];
    if (!cells.gathered[at].seen) {  // complete and silent: no value at all, unless one is hidden
      cell.never = !gap;
      cell.unbounded = gap;
      cell.least = -1;
      cell.most = kNotchMax;
      cell.why = Why::kRegisterGap;
      return;
    }
    const bool more = ratios.unread > 0 || gap;
    cell.why = ratios.unread == 0 ? Why::kRegisterGap : Why::kCellUnreadable;
    cell.unbounded = more && (fact_.take != Take::kMin || ratios.read == 0);
    if (fact_.take == Take::kMin) {
      if (!more) cells.exact[at] = ratios.least;
      cells.exact_most[at] = ratios.least;
    } else if (fact_.take == Take::kMax) {
      cells.exact[at] = cells.exact_most[at] = ratios.most;
    } else if (!gap && ratios.read > 0) {
      cells.exact[at] = cells.exact_most[at] = ratios.sum.over(ratios.read + ratios.unread);
    }
    cell.least = cells.exact[at].notch();
    cell.most = cell.unbounded ? kNotchMax : cells.exact_most[at].notch();
  }
};

/// What a year does for a rule, at each corner.
struct Hold {
  bool worst_lo = false;
  bool worst_hi = false;
  bool best_lo = false;
  bool best_hi = false;

  [[nodiscard]] bool sure() const { return worst_lo; }
  [[nodiscard]] bool never() const { return !best_hi; }
};

/// An open year, if every value holds, or some: it may end without a row, or be settled unseen.
Hold open_holds(const YearCell& cell, bool every, bool some) {
  const bool surely = every && !cell.empty;
  if (!cell.hidden) return {surely, some, surely, some};
  return {surely, every && some, some, some};
}

Hold level_holds(const YearCell& cell, Levels wanted, Levels all) {
  if (cell.any) {
    const bool held = (cell.held & wanted) != 0;
    const bool filled = held || (cell.may & wanted) != 0;
    // The worst filling is the highest value that does not hold: only above it may more come.
    const Levels highest = std::bit_floor(cell.may & all & ~wanted);
    const Levels above = highest == 0 ? all : all & ~(2 * highest - 1);
    const bool comes = (cell.later & wanted) != 0;
    const bool comes_at_worst = (cell.later & wanted & above) != 0;
    return {held, held || comes_at_worst, filled, filled || comes};
  }
  if (cell.open) {
    return open_holds(cell, (all & ~wanted) == 0, (all & wanted) != 0);
  }
  const bool worst = (cell.may & ~wanted) == 0;
  const bool best = (cell.may & wanted) != 0;
  return {worst, worst, best, best};
}

Hold ratio_holds(const YearCell& cell, Notch least) {
  if (cell.open) return open_holds(cell, least <= 0, true);
  const bool worst = cell.least >= least;
  const bool best = cell.most >= least;
  return {worst, worst, best, best};
}

/// Counts what a rule counts over the years that hold: years, a run, or years that do not.
class Tally {
 public:
  explicit Tally(const Rule& rule) : rule_(rule) {}

  void add(bool holds) {
    if (rule_.kind == Kind::kEveryYear) {
      if (!holds) --value_;
      return;
    }
    run_ = holds ? run_ + 1 : rule_.consecutive ? 0 : run_;
    value_ = std::max(value_, run_);
  }
  [[nodiscard]] std::int32_t value() const { return value_; }

 private:
  const Rule& rule_;
  std::int32_t run_ = 0;
  std::int32_t value_ = 0;
};

class Measuring {
 public:
  Measuring(const Plan& plan, const Rule& rule, const YearCells& cells, Day clock)
      : plan_(plan),
        rule_(rule),
        fact_(plan.facts[Table::index(rule.fact)]),
        cells_(cells),
        clock_(clock) {}

  [[nodiscard]] Hold holds(int year) const {
    const YearCell& cell = cells_.years[Table::index(year)];
    if (cell.never) return {};
    return fact_.has_ratio ? ratio_holds(cell, rule_.least[Table::index(year)])
                           : level_holds(cell, rule_.holds[Table::index(year)], fact_.ladder.every);
  }

  [[nodiscard]] Measured measure() const {
    if (rule_.kind == Kind::kLatest) return latest();
    if (rule_.kind == Kind::kMeanOverWindow) return mean();
    Measured out = counted();
    if (!rule_.asks_rated_years) return out;
    const int least = plan_.policy.min_rated_years;
    out.also = static_cast<std::uint8_t>((rated(false) >= least ? 0x0F : 0) |
                                         (rated(true) >= least ? 0xF0 : 0));
    return out;
  }

  /// The fewest open years that must hold for a run of asked years to be long enough.
  [[nodiscard]] std::int32_t needed_in_a_row() const {
    std::vector<Hold> asked;
    for (int year = 0; year < plan_.window.years(); ++year) {
      if (cells_.years[Table::index(year)].asked) asked.push_back(holds(year));
    }
    std::int32_t fewest = kMany;
    const auto length = static_cast<std::ptrdiff_t>(rule_.threshold);
    for (auto first = asked.begin(); asked.end() - first >= length; ++first) {
      const auto last = first + length;
      const bool can = std::all_of(first, last, [](const Hold& h) { return h.worst_hi; });
      const auto todo = std::count_if(first, last, [](const Hold& h) { return !h.worst_lo; });
      if (can) fewest = std::min(fewest, static_cast<std::int32_t>(todo));
    }
    return fewest;
  }

  /// The year that a `latest` rule looks at; -1 before the first.
  [[nodiscard]] int latest_year() const {
    for (int year = plan_.window.years() - 1; year >= 0; --year) {
      const YearCell& cell = cells_.years[Table::index(year)];
      if (cell.asked && cell.closed) return year;
    }
    return -1;
  }

 private:
  const Plan& plan_;
  const Rule& rule_;
  const FactRule& fact_;
  const YearCells& cells_;
  Day clock_;

  [[nodiscard]] int rated(bool provisional) const {
    int count = 0;
    for (int year = 0; year < plan_.window.years(); ++year) {
      const YearCell& cell = cells_.years[Table::index(year)];
      if (cell.asked && cell.rated && !cell.never && !(provisional && cell.open)) ++count;
    }
    return count;
  }

  [[nodiscard]] bool no_year_left() const {
    return std::ranges::none_of(
        cells_.years, [](const YearCell& c) { return (c.asked && !c.open) || c.left_out; });
  }

  [[nodiscard]] Measured counted() const {
    std::array<Tally, 6> tallies{Tally(rule_), Tally(rule_), Tally(rule_),
                                 Tally(rule_), Tally(rule_), Tally(rule_)};
    for (int year = 0; year < plan_.window.years(); ++year) {
      const YearCell& cell = cells_.years[Table::index(year)];
      if (!cell.asked) continue;
      const Hold hold = holds(year);
      tallies[0].add(hold.worst_lo);
      tallies[1].add(hold.worst_hi);
      tallies[2].add(hold.best_lo);
      tallies[3].add(hold.best_hi);
      if (cell.open) continue;
      tallies[4].add(hold.worst_lo);
      tallies[5].add(hold.best_lo);
    }
    return {.worst_lo = tallies[0].value(),
            .worst_hi = tallies[1].value(),
            .best_lo = tallies[2].value(),
            .best_hi = tallies[3].value(),
            .provisional_worst = tallies[4].value(),
            .provisional_best = tallies[5].value(),
            .provisional_open = no_year_left()};
  }

  [[nodiscard]] Measured latest() const {
    const int year = latest_year();
    if (year < 0) return {.worst_hi = 1, .best_hi = 1, .provisional_open = true};
    const Hold hold = holds(year);
    const int worst = hold.worst_lo ? 1 : 0;
    const int best = hold.best_lo ? 1 : 0;
    return {worst, worst, best, best, worst, best};
  }

  [[nodiscard]] Measured mean() const {
    Fraction least;
    int asked = 0;
    int closed = 0;
    bool open = false;
    bool unbounded = false;
    for (int year = 0; year < plan_.window.years(); ++year) {
      const YearCell& cell = cells_.years[Table::index(year)];
      if (!cell.asked) continue;
      ++asked;
      open |= cell.open;
      if (cell.open) continue;
      ++closed;
      unbounded |= !cell.never && cell.unbounded;
      if (!cell.never) least = least.plus(cells_.exact[Table::index(year)]);
    }
    if (asked == 0) {
      const int may = clock_ < plan_.window.last_day() ? kMany : -1;
      return {-1, may, -1, may, -1, -1, 0xFF, may > 0};
    }
    const Notch lo = least.over(asked).notch();
    const Notch now = least.over(std::max(closed, 1)).notch();
    return {.worst_lo = lo,
            .worst_hi = open ? kNotchMax : lo,
            .best_lo = unbounded ? kNotchMax : highest(asked),
            .best_hi = open || unbounded ? kNotchMax : highest(asked),
            .provisional_worst = now,
            .provisional_best = unbounded ? kNotchMax : highest(std::max(closed, 1)),
            .provisional_open = no_year_left()};
  }

  /// The mean of the most that each settled year can be, over so many years; none is unbounded.
  [[nodiscard]] Notch highest(int years) const {
    Fraction total;
    for (int year = 0; year < plan_.window.years(); ++year) {
      const YearCell& cell = cells_.years[Table::index(year)];
      if (cell.asked && !cell.open && !cell.never && !cell.unbounded)
        total = total.plus(cells_.exact_most[Table::index(year)]);
    }
    return total.over(years).notch();
  }
};

/// Which rows decide a year whose least or most ratio is asked.
struct Extreme {
  Take take = Take::kMin;
  Notch least = 0;

  [[nodiscard]] bool decides(Notch ratio, const Hold& hold, bool some_unread) const {
    if (hold.sure()) return take == Take::kMin || ratio >= least;
    if (hold.never()) return take == Take::kMax || (ratio >= 0 && ratio < least);
    return !some_unread || ratio == kNoRatio;
  }
};

/// Writes down one year of a rule.
class YearNoter {
 public:
  YearNoter(Code table, Code subject, int year, std::optional<Extreme> extreme, Notes& notes)
      : table_(table), subject_(subject), year_(year), extreme_(extreme), notes_(notes) {}

  /// A year before the subject came that is asked all the same.
  void not_there() { notes_.add(Part::kBreaks, table_, -1, subject_, year_); }

  /// @return  whether the year is open for the rule
  bool note(const YearCell& cell, const Hold& hold, std::span<const SeenRow> rows) {
    std::vector<SeenRow> seen;
    std::ranges::copy_if(rows, std::back_inserter(seen), [](const SeenRow& r) { return !r.late; });
    const bool decided = !seen.empty() && (hold.sure() || hold.never());
    const bool is_open = cell.open && !decided;
    if (is_open) note_open(rows);
    if (is_open && hold.worst_lo == hold.best_lo) return true;
    if (seen.empty()) note_absent(cell, hold);
    const bool some_unread =
        std::ranges::any_of(seen, [](const SeenRow& r) { return r.ratio == kNoRatio; });
    for (const SeenRow& row : seen) {
      if (!extreme_ || extreme_->decides(row.ratio, hold, some_unread)) note_seen(row, cell, hold);
    }
    return is_open;
  }

 private:
  Code table_;
  Code subject_;
  int year_;
  std::optional<Extreme> extreme_;
  Notes& notes_;

  void note_open(std::span<const SeenRow> rows) {
    bool any = false;
    for (const SeenRow& row : rows) {
      if (!row.late) continue;
      notes_.add(Part::kOpenYear, table_, row.row, row.subject, year_);
      any = true;
    }
    if (!any) notes_.add(Part::kOpenYear, table_, -1, subject_, year_);
  }

  void note_absent(const YearCell& cell, const Hold& hold) {
    if (cell.left_out) {
      notes_.add(Part::kMissing, table_, -1, subject_, year_);
    } else if (hold.worst_lo != hold.best_lo) {
      notes_.miss(Part::kMissing, cell.why, table_, -1, subject_, year_);
    } else if (!hold.sure()) {
      notes_.add(Part::kBreaks, table_, -1, subject_, year_);
    }
  }

  void note_seen(const SeenRow& row, const YearCell& cell, const Hold& hold) {
    if (cell.left_out || cell.never) {
      notes_.add(Part::kNotRated, table_, row.row, row.subject, year_);
    } else if (hold.worst_lo != hold.best_lo) {
      notes_.miss(Part::kPerhaps, cell.why, table_, row.row, row.subject, year_);
    } else {
      notes_.add(hold.sure() ? Part::kCounts : Part::kBreaks, table_, row.row, row.subject, year_);
    }
  }
};

/// Whose row of a year it would be: of a merged unit's line, the predecessor's or its own.
Code subject_in(std::span<const Segment> segments, int year) {
  Code subject = segments.back().subject;
  for (const Segment& segment : segments) {
    if (segment.first_year <= year && year <= segment.last_year) subject = segment.subject;
  }
  return subject;
}

}  // namespace

void Gathered::say(Day decided, Levels says) {
  seen = true;
  if (says_one_thing(says)) {
    held |= says;
  } else {
    blank = true;
  }
  if (is_blank(decided)) {
    says_undated |= says;
  } else if (decided > latest) {
    latest = decided;
    says_latest = says;
  } else if (decided == latest) {
    says_latest |= says;
  }
}

void GatheredRatios::count(const Fraction& ratio) {
  if (read == 0 || ratio.less_than(least)) least = ratio;
  if (read == 0 || most.less_than(ratio)) most = ratio;
  sum = sum.plus(ratio);
  ++read;
}

void read_years(const Facts& facts, const Plan& plan, const FactRule& fact, const Asked& asked,
                YearCells& cells) {
  Gatherer gatherer(facts, plan, fact, asked.clock, cells);
  for (const Segment& segment : asked.segments) gatherer.read(segment);
  const auto years = Table::index(plan.window.years());
  cells.years.assign(years, {});
  if (fact.has_ratio) {
    cells.exact.assign(years, {});
    cells.exact_most.assign(years, {});
  }
  const Settling settling(facts, plan, fact, asked);
  for (std::size_t at = 0; at < years; ++at) {
    settling.settle(plan.window.first + static_cast<int>(at), cells, at);
  }
}

Measured measure_years(const Plan& plan, const Rule& rule, const YearCells& cells, Day clock) {
  return Measuring(plan, rule, cells, clock).measure();
}

std::int32_t years_needed(const Plan& plan, const Rule& rule, const YearCells& cells, Day clock) {
  if (rule.kind == Kind::kMeanOverWindow) return -1;
  const Measuring measuring(plan, rule, cells, clock);
  return rule.consecutive ? measuring.needed_in_a_row()
                          : rule.threshold - measuring.measure().worst_lo;
}

void note_years(const Facts& facts, const Plan& plan, const Rule& rule, const Asked& asked,
                const YearCells& cells, Notes& notes) {
  const FactRule& fact = plan.facts[Table::index(rule.fact)];
  std::vector<SeenRow> rows;
  YearCells again;
  Gatherer gatherer(facts, plan, fact, asked.clock, again, &rows);
  for (const Segment& segment : asked.segments) gatherer.read(segment);
  const Measuring measuring(plan, rule, cells, asked.clock);
  const int only = rule.kind == Kind::kLatest ? measuring.latest_year() : -1;
  for (int year = 0; year < plan.window.years(); ++year) {
    const YearCell& cell = cells.years[Table::index(year)];
    const bool looked_at = only < 0 || year == only;
    if (!looked_at || !(cell.asked || cell.left_out)) continue;
    const Day latest = cells.gathered[Table::index(year)].latest;
    std::vector<SeenRow> of_year;
    std::ranges::copy_if(rows, std::back_inserter(of_year), [&](const SeenRow& row) {
      const bool superseded = fact.take == Take::kLatestDecision && !is_blank(row.decided) &&
                              row.decided < latest && !plan.policy.conflicts_are_unknown;
      return row.year == plan.window.first + year && !superseded;
    });
    const int calendar_year = plan.window.first + year;
    const Code subject = subject_in(asked.segments, calendar_year);
    const bool one_decides = fact.has_ratio && (fact.take == Take::kMin || fact.take == Take::kMax);
    const auto extreme = one_decides
                             ? std::optional(Extreme{fact.take, rule.least[Table::index(year)]})
                             : std::nullopt;
    YearNoter noter(fact.table, subject, calendar_year, extreme, notes);
    if (asked.late == Late::kWholeWindow && calendar_year < asked.first_year) {
      noter.not_there();
    } else if (noter.note(cell, measuring.holds(year), of_year)) {
      notes.open_years |= 1U << static_cast<unsigned>(year);
    }
  }
}

}  // namespace lantoa
