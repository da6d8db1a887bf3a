// What a register says of each year of the window: settled, open, missing or not rated.
//
// `docs/verdicts.md` defines each. A year is read once for all rules that look at its fact.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "asker.hpp"
#include "histories.hpp"
#include "lantoa/exact.hpp"
#include "lantoa/notes.hpp"
#include "rows.hpp"

namespace lantoa {

/// What a year whose own state is not known may turn out to be, as bits.
enum YearWays : std::uint8_t {
  kAsWritten = 1,   ///< closed, by rows that count or perhaps count
  kAnyLevel = 2,    ///< missing, and any level is possible
  kNothing = 4,     ///< missing, and that does not hold
  kSkipped = 8,     ///< missing, and that is not asked
  kStillOpen = 16,  ///< a row that perhaps counts is decided later
};

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
  std::uint8_t ways = 0;       ///< not 0: what it may turn out to be, of `YearWays`
  bool due = false;            ///< no row is no answer: in the end it says some level
  bool empty = false;          ///< open, and it may end without a row
  bool hidden = false;         ///< a gap may hide a row that settles it
  bool unbounded = false;      ///< of a ratio: nothing bounds it above
  Why why = Why::kRowMissing;  ///< if it is not settled
};

/// What the rows of one year say, gathered in any order.
struct Gathered {
  bool seen = false;
  bool late = false;        ///< a row is decided after the as-of date
  bool maybe_late = false;  ///< so is one that perhaps counts
  bool blank = false;       ///< a row without its value is among those seen
  std::uint8_t rows = 0;    ///< how many there are, at the most 2: 2 is several
  Levels perhaps = 0;       ///< of rows that may not count, or not here
  Levels held = 0;          ///< of every row seen that has a value
  Levels says_latest = 0;   ///< of the latest decision seen
  Levels says_undated = 0;
  Day latest = kNoDay;

  void say(Day decided, Levels says);
};

/// The ratios of one year.
struct GatheredRatios {
  int read = 0;
  int unread = 0;    ///< rows whose ratio cannot be formed
  Fraction extreme;  ///< the least or the most of those read, as the fact takes it
  Fraction sum;      ///< of a fact that takes the mean

  /// A row's ratio, or nothing where it cannot be formed.
  void add(Take take, const std::optional<Fraction>& ratio);
};

/// The years of one fact of one line; kept from subject to subject so that its memory is.
struct YearCells {
  std::vector<YearCell> years;
  std::vector<Gathered> gathered;
  std::vector<GatheredRatios> ratios;  ///< of facts that are ratios
  std::vector<Fraction> exact;         ///< `least`, exactly
  std::vector<Fraction> exact_most;    ///< `most`, exactly, unless it is unbounded
};

inline constexpr Notch kNoRatio = -1;

/// A row of the window's years, for the notes: seen, or decided later.
struct YearRow {
  int year = 0;
  bool late = false;
  Day decided = kNoDay;
  Code row = 0;  ///< position in the register
  Code subject = 0;
  Notch ratio = kNoRatio;  ///< of a ratio that could be formed
};

/// Reads the years of a fact, subject after subject. It borrows facts and plan.
class YearReader {
 public:
  YearReader(const Facts& facts, const Plan& plan, const FactRule& fact);

  /// Gathers what the rows of the window's years say, into cells that are not settled yet.
  ///
  /// @param rows  where to put the rows that lie in them; may be null
  void gather(const Asker& asker, YearCells& cells, std::vector<YearRow>* rows = nullptr) const;

  /// What was gathered, as a number; plain if no year has several rows or an uncertain one.
  ///
  /// Of units and of people it may be the same number: they are never judged by one reader.
  [[nodiscard]] History history(const Asker& asker, const YearCells& cells) const;

  /// Fills in the cells from what was gathered.
  void settle(const Asker& asker, YearCells& cells) const;

 private:
  struct Reading;  // what is read for one asker
  const Policy& policy_;
  const FactRule& fact_;
  const Table& table_;
  Window window_;
  std::vector<Day> closings_;  // of each year of the window
  RowFilter filter_;
  RowLevels levels_;
  Gaps gaps_;
  Cells year_;
  Cells decided_;
  Cells value_;
  std::array<Cells, 4> planned_;
  Cells better_;

  [[nodiscard]] std::size_t at(int year) const { return Table::index(year - window_.first); }
  void gather_rows(const Reading& reading, const Segment& segment) const;
  void gather_undated(const Reading& reading, const Segment& segment, Code row) const;
  void place(const Reading& reading, const Segment& segment, Code row, Code year, Tri counts) const;
  void collect(const Reading& reading, const Segment& segment, YearRow found) const;
  [[nodiscard]] std::optional<Fraction> ratio_of(Code row) const;
  [[nodiscard]] Levels says(Code row) const;
};

}  // namespace lantoa
