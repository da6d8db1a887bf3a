// Units that change: which ids are one unit, and whose history a merged unit answers for.
//
// A renamed unit is one unit under all its ids. A merged unit has a line per predecessor: that
// one's history before the merger, then its own.
#pragma once

#include <vector>

#include "lantoa/criterion.hpp"
#include "lantoa/facts.hpp"

namespace lantoa {

/// A stretch of a line: rows of one subject, of some years and some days.
struct Segment {
  Code subject = 0;
  int first_year = 0;
  int last_year = 9999;
  Day from = kFirstDay;
  Day to = kLastDay;

  [[nodiscard]] bool has_year(int year) const { return first_year <= year && year <= last_year; }
  [[nodiscard]] bool has_day(Day day) const { return from <= day && day <= to; }
};

struct Line {
  std::vector<Segment> segments;
  Day opened = kFirstDay;  ///< of the predecessor that it starts with
};

enum class Out : std::uint8_t {
  kIn,
  kNotYet,
  kLeft,
  kClosed,
  kRenamed,
  kMerged,
  kNotWholeWindow,
  kNoMembership,
  kNotAsked,
};

/// A unit as it is judged.
struct Unit {
  Code id = 0;              ///< the id in force
  Day clock = 0;            ///< the as-of date, or its last day if it is no longer there
  Out out = Out::kIn;       ///< kIn: it is judged
  bool there = false;       ///< it is there on the as-of date
  std::vector<Code> ids;    ///< all its ids
  std::vector<Line> lines;  ///< at least one
};

/// What stands for a unit under any of the names that renames gave it, where they keep it one.
[[nodiscard]] inline Code same_unit(const Facts& facts, const Policy& policy, Code id) {
  return policy.renamed_is_same ? facts.renamed(id) : id;
}

class Lineage {
 public:
  Lineage(const Facts& facts, const Plan& plan);

  /// One for each unit that is or was there by the as-of date.
  [[nodiscard]] const std::vector<Unit>& units() const { return units_; }
  /// Which of `units()` an id belongs to; -1: it never opened by the as-of date.
  [[nodiscard]] Code unit_of(Code id) const { return unit_of_[Table::index(id)]; }
  /// The id in force on the as-of date, or on its last day, of the unit that an id belongs to;
  /// kBlank for a blank one.
  [[nodiscard]] Code named(Code id) const {
    if (is_blank(id)) return kBlank;
    const Code unit = unit_of(id);
    return unit < 0 ? id_in_force(group_[Table::index(id)], plan_.as_of)
                    : units_[Table::index(unit)].id;
  }
  /// Why an id is not judged under its own name.
  [[nodiscard]] Out out(Code id) const { return out_[Table::index(id)]; }

 private:
  const Facts& facts_;
  const Plan& plan_;
  std::vector<Code> group_;             ///< of each id
  std::vector<std::vector<Code>> ids_;  ///< of each group, in the order of renames
  std::vector<Day> opened_;             ///< of each id, as far as changes tell
  std::vector<Day> closed_;
  std::vector<Out> gone_;  ///< why each id ended
  std::vector<Unit> units_;
  std::vector<Code> unit_of_;
  std::vector<Out> out_;

  void join_renamed();
  enum class Named : std::uint8_t { kNot, kOtherwise, kByRename };
  void find_days();
  void open_on(const UnitChange& change, Named& named);
  [[nodiscard]] bool had_members_before(Code group, Day day) const;
  [[nodiscard]] Day opened(Code group) const;
  [[nodiscard]] Day closed(Code group) const;
  [[nodiscard]] Code id_in_force(Code group, Day day) const;
  [[nodiscard]] Line own_line(Code group) const;
  /// The day of the last merger into a unit by a day; kFirstDay if there was none.
  [[nodiscard]] Day last_merger(Code group, Day until) const;
  [[nodiscard]] std::vector<Line> lines(Code group, Day until) const;
  [[nodiscard]] std::int64_t members(Code group, Day day) const;
  [[nodiscard]] std::vector<Code> parties(Code group, Day day) const;
  void judge(Code group);
  [[nodiscard]] Out scope(Code group) const;
  /// The first day of a unit; that of its last merger so far where mergers make new units.
  [[nodiscard]] Day since(Code group) const;
  /// The unit, and all that were merged into it or into these so far; alone where mergers make
  /// new units.
  [[nodiscard]] std::vector<Code> with_predecessors(Code group) const;
  /// Whether on every one of these days the unit or a predecessor was there.
  [[nodiscard]] bool belonged(Code group, Day from, Day to) const;
};

}  // namespace lantoa
