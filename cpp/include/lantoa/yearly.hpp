// Yearly rules: what each year of the window says, and what that makes of a rule.
//
// A year is settled by the rows seen, open, missing, or not rated. `docs/verdicts.md` defines each.
#pragma once

#include <span>
#include <vector>

#include "lantoa/criterion.hpp"
#include "lantoa/exact.hpp"
#include "lantoa/lineage.hpp"
#include "lantoa/notes.hpp"

namespace lantoa {

/// A statistic at its four corners, filling x future, and provisionally at its two fillings.
struct Measured {
  std::int32_t worst_lo = 0;
  std::int32_t worst_hi = 0;
  std::int32_t best_lo = 0;
  std::int32_t best_hi = 0;
  std::int32_t provisional_worst = 0;
  std::int32_t provisional_best = 0;
  std::uint8_t also = 0xFF;       ///< bits of a second part that must hold too
  bool provisional_open = false;  ///< no year is left: open, unless the strict verdict is failed
};

inline constexpr std::int32_t kMany = 1 << 29;  ///< more than any threshold

/// One year of one fact of one line.
struct YearCell {
  bool asked = false;     ///< it counts for a rule
  bool left_out = false;  ///< not rated, or skipped: stepped over, yet it is there
  bool never = false;     ///< asked, and no value of it can hold
  bool open = false;      ///< nothing is seen and something may come
  bool rated = false;
  bool closed = false;  ///< its closing day has come and no late row keeps it open
  bool any = false;     ///< several values may be held side by side
  Levels held = 0;      ///< any: held for sure; else unused
  Levels may = 0;       ///< any: perhaps held too; else the values one of which it is
  Levels later = 0;     ///< any: may still come
  Notch least = 0;      ///< of a ratio: the least it can be
  Notch most = 0;
  bool empty = false;          ///< open, and it may end without a row
  bool hidden = false;         ///< open, and a gap may hide a row that settles it
  bool unbounded = false;      ///< of a ratio: nothing bounds it above
  Why why = Why::kRowMissing;  ///< if it is not settled
};

/// What the rows of one year say, gathered in any order.
struct Gathered {
  bool seen = false;
  bool late = false;       ///< a row is decided after the as-of date
  bool blank = false;      ///< a row without its value is among those seen
  Levels perhaps = 0;      ///< of rows that may not count, or not here
  Levels held = 0;         ///< of every row seen that has a value
  Levels says_latest = 0;  ///< of the latest decision seen
  Levels says_undated = 0;
  Day latest = kNoDay;

  void say(Day decided, Levels says);
};

/// The ratios of one year.
struct GatheredRatios {
  int read = 0;
  int unread = 0;  ///< rows whose ratio cannot be formed
  Fraction least;
  Fraction most;
  Fraction sum;

  void count(const Fraction& ratio);
};

/// The years of one fact of one line; kept from subject to subject so that its memory is.
struct YearCells {
  std::vector<YearCell> years;
  std::vector<Gathered> gathered;
  std::vector<GatheredRatios> ratios;  ///< of facts that are ratios
  std::vector<Fraction> exact;         ///< `least`, exactly
  std::vector<Fraction> exact_most;    ///< `most`, exactly, unless it is unbounded
};

/// Whose years are read, and from when.
struct Asked {
  std::span<const Segment> segments;
  int first_year = 0;  ///< the first year present
  Late late = Late::kFromFirstYear;
  Day clock = 0;
};

/// Fills in the cells of the window's years.
void read_years(const Facts& facts, const Plan& plan, const FactRule& fact, const Asked& asked,
                YearCells& cells);

/// Measures a yearly rule on the cells of its fact.
///
/// @param clock  the day on which the subject is judged
[[nodiscard]] Measured measure_years(const Plan& plan, const Rule& rule, const YearCells& cells,
                                     Day clock);

/// How many more years must hold, at the worst filling, before a rule is met; -1 for a mean.
///
/// Of a run the years between its ends that are open; kMany where no run can be long enough.
[[nodiscard]] std::int32_t years_needed(const Plan& plan, const Rule& rule, const YearCells& cells,
                                        Day clock);

/// Writes down the rows and years that decide a yearly rule.
void note_years(const Facts& facts, const Plan& plan, const Rule& rule, const Asked& asked,
                const YearCells& cells, Notes& notes);

}  // namespace lantoa
