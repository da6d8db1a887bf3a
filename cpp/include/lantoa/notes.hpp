// What decided a verdict: the rows that count, break or perhaps count, and what is missing.
//
// The same code that measures a rule writes these notes when it is asked to, so an
// explanation cannot differ from the verdict that it explains.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/facts.hpp"

namespace lantoa {

/// What a row, or its absence, does for a criterion.
///
/// kOpenYear is a year that may still get its row, or a row that is decided after the as-of date:
/// it is not seen yet, and it may come.
enum class Part : std::uint8_t { kCounts, kBreaks, kPerhaps, kMissing, kOpenYear, kNotRated };

/// Who has to act before an unknown can be settled, in the order in which they are named.
enum class Why : std::uint8_t {
  kRowMissing,
  kNotJudged,
  kCellUnreadable,
  kRegisterGap,
  kConflict,
  kMembership,
};

struct Note {
  Part part = Part::kCounts;
  Code table = 0;
  Code row = -1;               ///< position in the register; -1 for what is not there
  Code subject = -1;           ///< whose row it is or would be: a member's, a predecessor's; of a
                               ///< head's link the unit
  int year = 0;                ///< of a yearly row, else 0
  Why why = Why::kRowMissing;  ///< of kPerhaps and kMissing
  Code line = 0;               ///< which line of a merged unit
};

struct Notes {
  std::vector<Note> rows;
  std::uint32_t why = 0;         ///< one bit per Why
  std::uint32_t open_years = 0;  ///< one bit per year of the window
  Code line = 0;                 ///< the line whose rows are being written down

  void add(Part part, Code table, Code row, Code subject, int year = 0) {
    rows.push_back({part, table, row, subject, year, Why::kRowMissing, line});
  }
  void miss(Part part, Why reason, Code table, Code row, Code subject, int year = 0) {
    rows.push_back({part, table, row, subject, year, reason, line});
    doubt(reason);
  }
  void doubt(Why reason) { why |= 1U << static_cast<unsigned>(reason); }
};

}  // namespace lantoa
