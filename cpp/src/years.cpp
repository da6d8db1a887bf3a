#include "years.hpp"

#include <algorithm>
#include <bit>

namespace lantoa {
namespace {

constexpr Levels kNotRated = Levels{1} << 30U;  // a saying beside the levels of a scale

bool says_one_thing(Levels says) { return says != 0 && (says & (says - 1)) == 0; }

/// Turns what was gathered into the state of a year.
class Settling {
 public:
  Settling(const Policy& policy, const FactRule& fact, const Gaps& gaps, const Asker& asker)
      : policy_(policy),
        fact_(fact),
        gaps_(gaps),
        asker_(asker),
        late_(asker.is_unit ? policy.new_unit : policy.joined_late) {}

  void settle(int year, Day closing, YearCells& cells, std::size_t at) const {
    YearCell& cell = cells.years[at];
    const Gathered& gathered = cells.gathered[at];
    const bool before = year < asker_.first_year;
    if (before && late_ == Late::kFromFirstYear) return;
    const bool due = asker_.clock >= closing;
    cell.asked = true;
    cell.closed = due && (gathered.seen || !gathered.late);
    if (before && late_ == Late::kWholeWindow) {
      cell.never = true;
      cell.closed = due;
      return;
    }
    cell.rated = true;
    cell.open = !gathered.seen && (!due || gathered.late);
    const bool sure_no = fact_.absent == Absent::kNo;
    const bool unsure = gathered.perhaps != 0 || gathered.maybe_late;
    const bool nothing_known = !gathered.seen && !unsure;
    const bool gap = (sure_no || !nothing_known) && gaps_.touch_year(year, asker_.clock);
    if (nothing_known && !sure_no && !cell.open) return set_missing(cell);
    if (fact_.take == Take::kAny && !(nothing_known && !sure_no)) {
      cell.due = !sure_no && !gathered.seen;
      set_any(cell, gathered, gap, !due || gathered.late);
      if (cell.closed && (gathered.maybe_late || (cell.due && unsure))) set_ways(cell, gathered);
      return;
    }
    if (cell.open) {
      cell.empty = sure_no;
      cell.hidden = gap;
    } else if (fact_.has_ratio) {
      set_ratio(cells, at, gap);
    } else {
      set_one(cell, gathered, gap);
    }
  }

 private:
  const Policy& policy_;
  const FactRule& fact_;
  const Gaps& gaps_;
  const Asker& asker_;
  Late late_;

  [[nodiscard]] Levels all() const { return fact_.ladder.every; }
  [[nodiscard]] bool takes_extreme() const {
    return fact_.take == Take::kMin || fact_.take == Take::kMax;
  }

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
    cell.may = gathered.perhaps | (gathered.blank ? all() | kOffLadder : 0);
    if (gap) cell.may |= all();
    const bool may_come_yet = may_come || gathered.maybe_late;
    cell.later = may_come_yet ? all() & ~(highest == 0 ? 0 : 2 * highest - 1) : 0;
    cell.rated = gathered.seen || may_come;
    cell.why = gathered.blank || gathered.perhaps != 0 ? Why::kCellUnreadable : Why::kRegisterGap;
  }

  /// A closed year of which it is not known whether a row settles it, or keeps it open.
  void set_ways(YearCell& cell, const Gathered& gathered) const {
    if (gathered.maybe_late) cell.ways |= kStillOpen;
    if (!cell.due || gathered.perhaps != 0) cell.ways |= kAsWritten;
    if (!cell.due) return;
    const bool gap = cell.may != gathered.perhaps;
    cell.hidden = gap;
    cell.may = gathered.perhaps;
    cell.ways |= policy_.missing_past_value == Missing::kUnknown ? kAnyLevel
                 : policy_.missing_past_value == Missing::kFail  ? kNothing
                                                                 : kSkipped;
  }

  void set_one(YearCell& cell, const Gathered& gathered, bool gap) const {
    if (!gathered.seen) {  // the register is complete and silent, or a gap may hide a row
      cell.may = kOffLadder | (gap ? all() : 0);
      cell.why = Why::kRegisterGap;
      return;
    }
    const Levels says = takes_extreme() ? extreme(gathered, gap) : decided(gathered);
    if (says == kNotRated) return set_not_rated(cell);
    cell.may = takes_extreme() || says_one_thing(says) ? says : all();
    cell.why = gathered.blank ? Why::kCellUnreadable : Why::kConflict;
    if (takes_extreme() && gap && !gathered.blank) cell.why = Why::kRegisterGap;
    const bool hidden_later = !takes_extreme() && gap && fact_.absent == Absent::kNo;
    if (!hidden_later || !says_one_thing(says)) return;
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
      if (!more) cells.exact[at] = ratios.extreme;
      cells.exact_most[at] = ratios.extreme;
    } else if (fact_.take == Take::kMax) {
      cells.exact[at] = cells.exact_most[at] = ratios.extreme;
    } else if (!gap && ratios.read > 0) {
      cells.exact[at] = cells.exact_most[at] = ratios.sum.over(ratios.read + ratios.unread);
    }
    cell.least = cells.exact[at].notch();
    cell.most = cell.unbounded ? kNotchMax : cells.exact_most[at].notch();
  }
};

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

/// One asker's cells and rows while they are read.
struct YearReader::Reading {
  Day clock;
  YearCells& cells;
  std::vector<YearRow>* rows;
};

YearReader::YearReader(const Facts& facts, const Plan& plan, const FactRule& fact)
    : policy_(plan.policy),
      fact_(fact),
      table_(facts.table(fact.table)),
      window_(plan.window),
      filter_(table_, fact),
      levels_(table_, fact),
      gaps_(facts, fact.table),
      year_(table_, fact.year),
      decided_(table_, fact.decided),
      value_(table_, fact.value[0]),
      planned_{Cells(table_, fact.planned[0]), Cells(table_, fact.planned[1]),
               Cells(table_, fact.planned[2]), Cells(table_, fact.planned[3])},
      better_(table_, fact.better) {
  for (int year = window_.first; year <= window_.last; ++year) {
    closings_.push_back(fact.closing.of(year));
  }
}

void YearReader::gather(const Asker& asker, YearCells& cells, std::vector<YearRow>* rows) const {
  cells.gathered.resize(closings_.size());
  std::ranges::fill(cells.gathered, Gathered{});
  if (fact_.has_ratio) cells.ratios.assign(closings_.size(), {});
  const Reading reading{asker.clock, cells, rows};
  for (const Segment& segment : asker.segments) gather_rows(reading, segment);
}

void YearReader::settle(const Asker& asker, YearCells& cells) const {
  const auto years = closings_.size();
  cells.years.assign(years, {});
  if (fact_.has_ratio) {
    cells.exact.assign(years, {});
    cells.exact_most.assign(years, {});
  }
  const Settling settling(policy_, fact_, gaps_, asker);
  for (std::size_t year = 0; year < years; ++year) {
    settling.settle(window_.first + static_cast<int>(year), closings_[year], cells, year);
  }
}

History YearReader::history(const Asker& asker, const YearCells& cells) const {
  constexpr unsigned kBitsOfYear = 6;  // nothing, late, or one of 32 levels
  constexpr std::size_t kMostYears = 9;
  if (fact_.has_ratio || cells.gathered.size() > kMostYears) return {};
  const int first = std::clamp(asker.first_year, window_.first, window_.last + 1);
  std::uint64_t years = at(first);
  for (const Gathered& gathered : cells.gathered) {
    years <<= kBitsOfYear;
    if (gathered.rows == 0) continue;
    const Levels says = gathered.says_latest | gathered.says_undated;
    const bool plain = gathered.rows == 1 && gathered.perhaps == 0;
    if (!plain || (!gathered.late && !says_one_thing(says))) return {};
    years |= gathered.late ? 1U : 2U + static_cast<unsigned>(std::countr_zero(says));
  }
  return {years, asker.clock};
}

void YearReader::gather_rows(const Reading& reading, const Segment& segment) const {
  for (Code row = table_.begin(segment.subject); row < table_.end(segment.subject); ++row) {
    const Tri counts = filter_.counts(row, reading.clock);
    if (counts == Tri::kNo) continue;
    const Day decided = decided_[row];
    if (fact_.year_of_decision && is_blank(decided)) {
      gather_undated(reading, segment, row);
    } else {
      const Code year = fact_.year_of_decision ? year_of(decided) : year_[row];
      place(reading, segment, row, year, counts);
    }
  }
}

/// A row whose decision gives the year and has no date: of its own year, or of the next.
void YearReader::gather_undated(const Reading& reading, const Segment& segment, Code row) const {
  const Code own_year = year_[row];
  if (is_blank(own_year) || reading.clock < fact_.closing.of(own_year)) return;
  for (const int year : {own_year, own_year + 1}) {
    if (!window_.has_year(year) || !segment.has_year(year)) continue;
    Gathered& gathered = reading.cells.gathered[at(year)];
    gathered.perhaps |= says(row);
    gathered.rows = 2;
    if (reading.rows != nullptr) collect(reading, segment, {.year = year, .row = row});
  }
}

void YearReader::place(const Reading& reading, const Segment& segment, Code row, Code year,
                       Tri counts) const {
  if (is_blank(year) || !window_.has_year(year) || !segment.has_year(year)) return;
  const Day decided = decided_[row];
  const bool dated = !is_blank(decided);
  Gathered& gathered = reading.cells.gathered[at(year)];
  const bool seen = dated ? decided <= reading.clock : reading.clock >= closings_[at(year)];
  if (!seen && !dated) return;
  gathered.rows = gathered.rows == 0 && counts == Tri::kYes ? 1 : 2;
  if (reading.rows != nullptr) {
    collect(reading, segment, {.year = year, .late = !seen, .decided = decided, .row = row});
  }
  if (!seen) {
    (counts == Tri::kYes ? gathered.late : gathered.maybe_late) = true;
  } else if (counts == Tri::kPerhaps) {
    gathered.perhaps |= fact_.has_ratio ? kOffLadder : says(row);
  } else if (fact_.has_ratio) {
    gathered.seen = true;
    reading.cells.ratios[at(year)].add(fact_.take, ratio_of(row));
  } else {
    gathered.say(decided, says(row));
  }
}

/// Keeps a row for the notes.
void YearReader::collect(const Reading& reading, const Segment& segment, YearRow found) const {
  if (const auto ratio = fact_.has_ratio ? ratio_of(found.row) : std::nullopt) {
    found.ratio = ratio->notch();
  }
  found.row = table_.row[Table::index(found.row)];
  found.subject = segment.subject;
  reading.rows->push_back(found);
}

Levels YearReader::says(Code row) const {
  const bool not_rated = fact_.unrated != kNoColumn && is_blank(value_[row]);
  return not_rated ? kNotRated : levels_.of(row);
}

/// Nothing where a number is blank or the ratio cannot be formed.
std::optional<Fraction> YearReader::ratio_of(Code row) const {
  const std::int64_t planned = wide(planned_[0][row], planned_[1][row]);
  const std::int64_t achieved = wide(planned_[2][row], planned_[3][row]);
  const Code better = better_.exist() ? better_[row] : 0;
  const bool less = better == 1;
  if (planned < 0 || achieved < 0 || better == kUnreadable || (!less && planned == 0)) return {};
  if (!less) return Fraction(achieved, planned);
  return achieved == 0 ? Fraction(planned == 0 ? 1 : 2, 1) : Fraction(planned, achieved);
}

void GatheredRatios::add(Take take, const std::optional<Fraction>& ratio) {
  if (!ratio) {
    ++unread;
    return;
  }
  const bool beyond = take == Take::kMin ? ratio->less_than(extreme) : extreme.less_than(*ratio);
  if (take == Take::kMean) {
    sum = sum.plus(*ratio);
  } else if (read == 0 || beyond) {
    extreme = *ratio;
  }
  ++read;
}

}  // namespace lantoa
