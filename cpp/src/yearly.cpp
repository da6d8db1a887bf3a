#include "yearly.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace lantoa {
namespace {

using Years = std::uint32_t;  // one bit per year of the window

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
    const bool comes = (cell.later & wanted) != 0;
    // The worst filling is the highest value that does not hold: only above it may more come.
    const Levels highest = std::bit_floor(cell.may & all & ~wanted);
    const Levels above = highest == 0 ? all : all & ~(2 * highest - 1);
    const bool comes_at_worst = (cell.later & wanted & above) != 0;
    return {held, held || comes_at_worst, filled, filled || comes};
  }
  if (cell.open) return open_holds(cell, (all & ~wanted) == 0, (all & wanted) != 0);
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

/// What a rule counts over asked years: those that hold, a run of them, or those that do not.
std::int32_t tally(const Rule& rule, Years asked, Years hold) {
  if (rule.kind == Kind::kEveryYear) return -std::popcount(asked & ~hold);
  return rule.consecutive ? longest_run(asked, hold) : std::popcount(asked & hold);
}

bool no_year_left(const YearCells& cells) {
  return std::ranges::none_of(cells.years,
                              [](const YearCell& c) { return (c.asked && !c.open) || c.left_out; });
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

Hold YearlyRule::holds(const YearCells& cells, std::size_t year) const {
  const YearCell& cell = cells.years[year];
  if (cell.never) return {};
  return fact_.has_ratio ? ratio_holds(cell, rule_.least[year])
                         : level_holds(cell, rule_.holds[year], fact_.ladder.every);
}

Measured YearlyRule::counted(const YearCells& cells) const {
  Years asked = 0;
  Years closed = 0;
  std::array<Years, 4> hold{};
  for (std::size_t year = 0; year < years_; ++year) {
    const YearCell& cell = cells.years[year];
    if (!cell.asked) continue;
    const Hold holds = this->holds(cells, year);
    asked |= Years{1} << year;
    closed |= Years{!cell.open} << year;
    hold[0] |= Years{holds.worst_lo} << year;
    hold[1] |= Years{holds.worst_hi} << year;
    hold[2] |= Years{holds.best_lo} << year;
    hold[3] |= Years{holds.best_hi} << year;
  }
  return {.worst_lo = tally(rule_, asked, hold[0]),
          .worst_hi = tally(rule_, asked, hold[1]),
          .best_lo = tally(rule_, asked, hold[2]),
          .best_hi = tally(rule_, asked, hold[3]),
          .provisional_worst = tally(rule_, closed, hold[0]),
          .provisional_best = tally(rule_, closed, hold[2]),
          .provisional_open = closed == 0 && no_year_left(cells)};
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
  for (std::size_t year = years_; year-- > 0;) {
    if (cells.years[year].asked && cells.years[year].closed) return static_cast<int>(year);
  }
  return -1;
}

Measured YearlyRule::latest(const YearCells& cells) const {
  const int year = latest_year(cells);
  if (year < 0) return {.worst_hi = 1, .best_hi = 1, .provisional_open = true};
  const Hold hold = holds(cells, static_cast<std::size_t>(year));
  const int worst = hold.worst_lo ? 1 : 0;
  const int best = hold.best_lo ? 1 : 0;
  return {worst, worst, best, best, worst, best};
}

Measured YearlyRule::mean(const YearCells& cells, Day clock) const {
  MeanOver over;
  for (std::size_t year = 0; year < years_; ++year) {
    if (cells.years[year].asked)
      over.add(cells.years[year], cells.exact[year], cells.exact_most[year]);
  }
  if (over.none()) {  // it may still come to be asked, until the window is over
    const int may = clock < plan_.window.last_day() ? kMany : -1;
    return {-1, may, -1, may, -1, -1, 0xFF, may > 0};
  }
  Measured out = over.measured();
  out.provisional_open = no_year_left(cells);
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
    if (cells.years[year].asked) asked.push_back(holds(cells, year));
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

}  // namespace lantoa
