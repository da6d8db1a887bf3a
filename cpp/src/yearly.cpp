#include "yearly.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace lantoa {
namespace {

using Years = std::uint32_t;  // one bit per year of the window

/// The longest run of asked years that hold; years that are not asked are stepped over.
std::int32_t longest_run(Years asked, Years hold) {
  std::int32_t run = 0;
  std::int32_t longest = 0;
  for (; asked != 0; asked &= asked - 1) {
    const Years year = asked & (~asked + 1);
    run = (hold & year) != 0 ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// The years that are asked at one corner, and those of them that hold.
class Tally {
 public:
  void add(std::size_t year, Does does) {
    asked_ |= Years{does != Does::kLeftOut} << year;
    hold_ |= Years{does == Does::kHolds} << year;
  }

  /// What a rule counts: years that hold, a run of them, or those that do not.
  [[nodiscard]] std::int32_t of(const Rule& rule) const {
    if (rule.kind == Kind::kEveryYear) return -std::popcount(asked_ & ~hold_);
    return rule.consecutive ? longest_run(asked_, hold_) : std::popcount(hold_);
  }

 private:
  Years asked_ = 0;
  Years hold_ = 0;
};

/// Whether only open years are asked.
bool no_year_left(const YearCells& cells) {
  return std::ranges::none_of(cells.years,
                              [](const YearCell& c) { return (c.asked && !c.open) || c.left_out; });
}

/// Whether that is possible: every year is open, or perhaps so.
bool perhaps_no_year_left(const YearCells& cells) {
  return std::ranges::none_of(cells.years, [](const YearCell& c) {
    return (c.asked && !c.open && (c.ways & kStillOpen) == 0) || c.left_out;
  });
}

/// The asked years of a mean, summed at their least and at their most.
class MeanOver {
 public:
  void add(const YearCell& cell, const Fraction& least, const Fraction& most) {
    ++asked_;
    open_ |= cell.open;
    if (cell.open) return;
    ++closed_;
    if (cell.never) return;  // a 0 at either end
    unbounded_ |= cell.unbounded;
    least_ = least_.plus(least);
    if (!cell.unbounded) most_ = most_.plus(most);
  }

  [[nodiscard]] bool none() const { return asked_ == 0; }
  [[nodiscard]] bool only_open() const { return closed_ == 0; }

  [[nodiscard]] Measured measured() const {
    const int closed = std::max(closed_, 1);
    const Notch least = least_.over(asked_).notch();
    const Notch most = unbounded_ ? kNotchMax : most_.over(asked_).notch();
    return {.worst_lo = least,
            .worst_hi = open_ ? kNotchMax : least,
            .best_lo = most,
            .best_hi = open_ ? kNotchMax : most,
            .provisional_worst = least_.over(closed).notch(),
            .provisional_best = unbounded_ ? kNotchMax : most_.over(closed).notch()};
  }

 private:
  int asked_ = 0;
  int closed_ = 0;
  bool open_ = false;
  bool unbounded_ = false;
  Fraction least_;
  Fraction most_;
};

}  // namespace

YearlyRule::YearlyRule(const Plan& plan, const Rule& rule)
    : plan_(plan),
      rule_(rule),
      fact_(plan.facts[Table::index(rule.fact)]),
      years_(Table::index(plan.window.years())) {}

Measured YearlyRule::measure(const YearCells& cells, Day clock) const {
  if (rule_.kind == Kind::kLatest) return latest(cells);
  if (rule_.kind == Kind::kMeanOverWindow) return mean(cells, clock);
  Measured out = counted(cells);
  if (rule_.asks_rated_years) out.also = enough_rated(cells);
  return out;
}

Hold YearlyRule::holds(const YearCell& cell, std::size_t year) const {
  return fact_.has_ratio ? hold_of_ratio(cell, rule_.least[year])
                         : hold_of_levels(cell, rule_.holds[year], fact_.ladder.every);
}

Measured YearlyRule::counted(const YearCells& cells) const {
  std::array<Tally, 6> corners;
  for (std::size_t year = 0; year < years_; ++year) {
    const YearCell& cell = cells.years[year];
    if (!cell.asked) continue;
    const Hold strict = holds(cell, year);
    corners[0].add(year, strict.worst_lo);
    corners[1].add(year, strict.worst_hi);
    corners[2].add(year, strict.best_lo);
    corners[3].add(year, strict.best_hi);
    if (cell.open) continue;
    const Hold kept = cell.ways == 0 ? strict : holds(provisionally(cell), year);
    corners[4].add(year, kept.worst_lo);
    corners[5].add(year, kept.best_lo);
  }
  const auto of = [&](std::size_t corner) { return corners[corner].of(rule_); };
  Measured out{of(0), of(1), of(2), of(3), of(4), of(5)};
  out.provisional_open = no_year_left(cells);
  // Perhaps open, perhaps judged by what is there: unknown, unless nothing can hold any more.
  if (!out.provisional_open && perhaps_no_year_left(cells)) {
    out.provisional_worst = -kMany;
    out.provisional_best = out.best_hi;
  }
  return out;
}

std::uint8_t YearlyRule::enough_rated(const YearCells& cells) const {
  int rated = 0;
  int settled = 0;
  for (const YearCell& cell : cells.years) {
    const bool counts = cell.asked && cell.rated && !cell.never;
    rated += counts ? 1 : 0;
    settled += counts && !cell.open ? 1 : 0;
  }
  const int least = plan_.policy.min_rated_years;
  return static_cast<std::uint8_t>((rated >= least ? 0x0F : 0) | (settled >= least ? 0xF0 : 0));
}

int YearlyRule::latest_year(const YearCells& cells) const {
  int found = -1;
  for (std::size_t year = years_; year-- > 0;) {
    const YearCell& cell = cells.years[year];
    if (!cell.asked || !cell.closed) continue;
    found = static_cast<int>(year);
    if ((provisionally(cell).ways & kSkipped) == 0) break;
  }
  return found;
}

Measured YearlyRule::latest(const YearCells& cells) const {
  enum Answer : std::uint8_t { kFailed, kOpen, kMet };
  Answer worst = kOpen;
  Answer best = kOpen;
  const auto answer = [](Does does, Answer before) {
    return does == Does::kLeftOut ? before : does == Does::kHolds ? kMet : kFailed;
  };
  for (std::size_t year = 0; year < years_; ++year) {
    const YearCell& cell = cells.years[year];
    if (!cell.asked || !cell.closed) continue;
    const Hold hold = holds(provisionally(cell), year);
    worst = answer(hold.worst_lo, worst);
    best = answer(hold.best_lo, best);
  }
  const auto at = [](bool holds) { return holds ? 1 : 0; };
  return {.worst_lo = at(worst == kMet),
          .worst_hi = at(worst != kFailed),
          .best_lo = at(best == kMet),
          .best_hi = at(best != kFailed),
          .provisional_worst = at(worst == kMet),
          .provisional_best = at(best != kFailed),
          .provisional_open = worst == kOpen && best == kOpen};
}

Measured YearlyRule::mean(const YearCells& cells, Day clock) const {
  MeanOver over;
  for (std::size_t year = 0; year < years_; ++year) {
    if (cells.years[year].asked)
      over.add(cells.years[year], cells.exact[year], cells.exact_most[year]);
  }
  // Without a year it may still come to be asked one, until the window is over.
  const bool may = clock < plan_.window.last_day();
  const int most = may ? kMany : -1;
  if (over.none()) return {-1, most, -1, most, -1, -1, 0xFF, may};
  Measured out = over.measured();
  out.provisional_open = no_year_left(cells) || (over.only_open() && may);
  if (over.only_open()) out.provisional_worst = out.provisional_best = -1;
  return out;
}

std::int32_t YearlyRule::needed(const YearCells& cells, Day clock) const {
  if (rule_.kind == Kind::kMeanOverWindow) return -1;
  return rule_.consecutive ? needed_in_a_row(cells)
                           : rule_.threshold - measure(cells, clock).worst_lo;
}

std::int32_t YearlyRule::needed_in_a_row(const YearCells& cells) const {
  std::vector<Hold> asked;
  for (std::size_t year = 0; year < years_; ++year) {
    const Hold hold = holds(cells.years[year], year);
    if (hold.worst_lo != Does::kLeftOut) asked.push_back(hold);
  }
  std::int32_t fewest = kMany;
  const auto length = static_cast<std::ptrdiff_t>(rule_.threshold);
  for (auto first = asked.begin(); asked.end() - first >= length; ++first) {
    const auto last = first + length;
    const bool can =
        std::all_of(first, last, [](const Hold& h) { return h.worst_hi == Does::kHolds; });
    const auto todo = std::count_if(first, last, [](const Hold& h) { return !h.sure(); });
    if (can) fewest = std::min(fewest, static_cast<std::int32_t>(todo));
  }
  return fewest;
}

}  // namespace lantoa
