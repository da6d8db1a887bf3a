// The rules of a plan as numbers: resolved on a date, readings applied, names gone.
//
// A rule is a statistic that grows with good news and a threshold it must reach. What a rule
// reads is a FactRule: how rows of a register are dated, valued, seen and filtered.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "lantoa/calendar.hpp"
#include "lantoa/facts.hpp"

namespace lantoa {

inline constexpr int kMaxYears = 32;  ///< the longest window

/// A set of levels of a scale, one bit each; kOffLadder stands for every code off the scale.
using Levels = std::uint32_t;
inline constexpr Levels kOffLadder = Levels{1} << 31U;

enum class Kind : std::uint8_t {
  kEveryYear,
  kYearsAtLeast,
  kLatest,
  kMeanOverWindow,
  kEventsAtLeast,
  kNever,
  kPlaceWithin,
  kRatioAtLeast,
  kAttested,
  kKOf,
  kLinked,
};

/// What several rows of one year make of the year.
enum class Take : std::uint8_t { kAny, kLatestDecision, kMin, kMax, kMean };

/// What no row means.
enum class Absent : std::uint8_t { kNo, kUnknown };

enum class Missing : std::uint8_t { kUnknown, kFail, kSkip };
enum class Unrated : std::uint8_t { kSkip, kFail, kUnknown };
enum class Late : std::uint8_t { kFromFirstYear, kWholeWindow, kFormerAgency };
enum class Merged : std::uint8_t { kAll, kAny, kLargest, kNewUnit };
enum class Belongs : std::uint8_t { kOnAsOfDate, kWholeWindow, kAnyTime };
enum class Over : std::uint8_t { kSelf, kMembers, kSelfOrMembers };

/// What the text does not say about people, units and gaps.
struct Policy {
  Missing missing_past_value = Missing::kUnknown;
  bool missing_judgement_fails = false;
  bool leave_out_open_years = false;
  Unrated unrated_year = Unrated::kSkip;
  int min_rated_years = 0;
  Late joined_late = Late::kFromFirstYear;
  Late new_unit = Late::kFromFirstYear;
  bool renamed_is_same = true;
  Merged merged = Merged::kAll;
  bool conflicts_are_unknown = false;
};

/// The parts of a policy, one for each way of reading that a plan chooses.
enum class PolicyPart : std::uint8_t {
  kMissingPastValue,
  kMissingJudgement,
  kOpenYears,
  kUnratedYear,
  kMinRatedYears,
  kJoinedLate,
  kNewUnit,
  kRenamed,
  kMerged,
  kConflictingRows,
};

/// Whether a part may change what a rule says of a unit, or of a person. What a `k_of` and a link
/// are made of is asked by itself; a link that names no gates asks for events of the unit.
[[nodiscard]] bool reads(Kind kind, PolicyPart part, bool unit);

/// Whether a part may change who is judged at all.
[[nodiscard]] bool decides_scope(PolicyPart part);

/// The levels of a code or of two joined codes. The last row and column stand for a blank cell.
struct Ladder {
  Code rows = 0;               ///< codes of the first column
  Code columns = 0;            ///< codes of the second; 0 where there is none
  std::vector<Levels> levels;  ///< (rows + 1) x (columns + 1), row by row
  Levels every = 0;            ///< all levels of the scale, without kOffLadder

  /// Fills in the blanks: every level and off the ladder, or every code of the joined column.
  ///
  /// @param level  rows x max(columns, 1) levels, row by row, -1 where a code is off the ladder
  static Ladder of(Code rows, Code columns, int count, const std::vector<int>& level);

  [[nodiscard]] Levels at(Code first, Code second) const {
    const Code row = is_blank(first) ? rows : first;
    const Code column = is_blank(second) ? columns : second;
    return levels[Table::index(row * (columns + 1) + column)];
  }
};

/// A column whose cell must be one of some codes.
struct Where {
  Code column = 0;
  std::vector<std::uint8_t> allowed;  ///< 0 or 1 per code
  bool blank_counts = false;          ///< a blank cell has a default that is allowed
  bool blank_is_default = false;      ///< a blank cell has a default (allowed or not)
};

inline constexpr Code kNoColumn = -1;

/// How the rows of a register are read.
struct FactRule {
  Code table = 0;
  Take take = Take::kAny;
  Absent absent = Absent::kNo;
  bool has_closing = false;
  Closing closing;
  Code year = kNoColumn;          ///< the column of the year
  bool year_of_decision = false;  ///< the year is that of the decision, `decided`
  Code decided = kNoColumn;       ///< the day of the decision
  Code annulled = kNoColumn;
  Code status_where = -1;  ///< which of `where` an annulment day overrides
  std::vector<Where> where;

  std::array<Code, 2> value = {kNoColumn, kNoColumn};
  Ladder ladder;                    ///< without levels: the value is none
  Code kind = kNoColumn;            ///< the column that may set the level whatever the form
  std::vector<Levels> kind_levels;  ///< 0 where a kind sets none
  Code unrated = kNoColumn;         ///< the column of reasons

  bool has_ratio = false;
  std::array<Code, 4> planned = {kNoColumn, kNoColumn, kNoColumn, kNoColumn};
  ///< high and low halves of planned, then of achieved; see `wide`
  Code better = kNoColumn;  ///< 0 more, 1 less

  std::vector<Code> counts_on;  ///< columns of days, or of years, the first that is filled
  std::vector<std::uint8_t> counts_on_year;  ///< 1 where that column holds a year
  Code seen_on = kNoColumn;
  Code key = kNoColumn;
  bool key_is_subject = false;  ///< a key equal to the subject is left out
  Code share = kNoColumn;
  Code recognised = kNoColumn;
  std::vector<Code> recognised_by;  ///< columns that make a blank `recognised` a yes
  Code place = kNoColumn;
  std::array<Code, 2> votes = {kNoColumn, kNoColumn};  ///< for, of all

  Code launches = kNoColumn;  ///< the table of what could be answered
  Code launched = kNoColumn;  ///< its day; its key is the subject code of `launch_key`
  Code launch_key = kNoColumn;
};

/// One criterion.
struct Rule {
  Kind kind = Kind::kEveryYear;
  Code fact = -1;
  bool for_units = false;
  bool for_people = false;
  bool gate = false;
  bool countable = false;

  std::vector<Levels> holds;        ///< per year of the window, for levels
  std::vector<std::int32_t> least;  ///< per year of the window, for ratios: a notch
  std::int32_t threshold = 0;  ///< years, keys, asked years that may fail (negative), notch, parts
  bool consecutive = false;
  bool asks_rated_years = false;

  Over over = Over::kSelf;
  bool members_on_as_of_date = false;
  /// From when each entry of the next four is in force, the first kFirstDay. An event is judged
  /// by what was in force on its own day, one without a day by the last.
  std::vector<Day> since = {kFirstDay};
  std::vector<Levels> levels;            ///< empty: no level is asked
  std::vector<std::int32_t> shares;      ///< per mille; empty: none is asked
  std::vector<std::uint8_t> recognised;  ///< empty: not asked
  std::vector<std::int32_t> within;      ///< the worst place that counts
  bool every = false;
  bool asks_votes = false;
  Code attested_as = -1;  ///< the criterion's code in the register of judgements

  std::vector<Code> parts;          ///< of a k_of, earlier in the order
  std::vector<std::uint8_t> roles;  ///< 0 or 1 per role code
  bool any_time = false;
  std::vector<Code> needs;  ///< of a linked rule: unit rules

  /// The entry of the dated filters that is in force on a day.
  [[nodiscard]] std::size_t in_force(Day day) const {
    if (day == kNoDay) return since.size() - 1;
    std::size_t at = since.size() - 1;
    while (at > 0 && since[at] > day) --at;
    return at;
  }
};

/// Everything that is asked, on a date.
struct Plan {
  Window window;
  Day as_of = 0;
  Policy policy;
  Belongs belongs = Belongs::kOnAsOfDate;
  bool judges_units = true;   ///< whether units are judged for themselves, not for a head only
  bool judges_people = true;  ///< whether people are judged at all
  std::vector<FactRule> facts;
  std::vector<Rule> rules;  ///< in an order in which parts come before what is made of them
};

}  // namespace lantoa
