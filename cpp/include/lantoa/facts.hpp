// The registers of an office as numbers: packed once, before any plan, date or reading.
//
// Subjects are codes: units first, then people, each in the order of their ids. A table keeps
// its rows together by subject; every column is int32. A blank cell is kBlank, one that was
// there and could not be read kUnreadable: neither ever enters arithmetic.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "lantoa/calendar.hpp"

namespace lantoa {

using Code = std::int32_t;
using Codes = Eigen::Matrix<Code, Eigen::Dynamic, 1>;
using Column = std::vector<Code>;

inline constexpr Code kBlank = kNoDay;
inline constexpr Code kUnreadable = kNoDay + 1;

[[nodiscard]] constexpr bool is_blank(Code cell) { return cell <= kUnreadable; }

/// Rows of one register, those of a subject side by side, in the order of the file.
struct Table {
  bool present = false;         ///< false: the office keeps no such register
  std::vector<Code> first;      ///< rows of subject s are first[s] .. first[s + 1] - 1
  std::vector<Column> columns;  ///< one per column of the register, in the schema's order
  Column row;                   ///< position in the register as it was read
  std::vector<Code> most;       ///< the greatest cell of each column

  [[nodiscard]] Code begin(Code subject) const { return present ? first[index(subject)] : 0; }
  [[nodiscard]] Code end(Code subject) const { return present ? first[index(subject) + 1] : 0; }
  [[nodiscard]] Code at(Code column, Code position) const {
    return columns[index(column)][index(position)];
  }
  /// How many codes a column of codes needs at least.
  [[nodiscard]] std::size_t codes(Code column) const {
    return is_blank(most[index(column)]) ? 0 : index(most[index(column)]) + 1;
  }
  [[nodiscard]] static std::size_t index(Code code) { return static_cast<std::size_t>(code); }
};

/// A span of days, both ends included, in which a register is not complete.
struct Gap {
  Code table = 0;
  Day from = kFirstDay;
  Day to = kLastDay;
};

/// One line of the register of memberships.
struct Membership {
  Code person = 0;
  Code unit = 0;
  Code role = kBlank;
  Day from = kFirstDay;  ///< kFirstDay where the cell is blank
  Day to = kLastDay;     ///< kLastDay where the cell is blank
  Code row = 0;
  bool sure = true;   ///< false: the first day is not known, so no day up to the last is sure
  bool only = false;  ///< the person has no other

  [[nodiscard]] bool covers(Day day) const { return from <= day && day <= to; }
  [[nodiscard]] bool same_days(const Membership& m) const { return from == m.from && to == m.to; }
};

enum class Change : std::uint8_t { kRename, kMerge, kSplit };

struct UnitChange {
  Day day = 0;
  Change change = Change::kRename;
  Code from = 0;
  Code to = 0;
};

/// Everything that is on record, as numbers. Never changed once it is packed.
class Facts {
 public:
  Facts() = default;
  /// @param units   how many of the subjects are units; their codes come first
  /// @param people  how many are people
  Facts(Code units, Code people);

  /// Adds the next register and returns its number.
  ///
  /// @param subject  n subject codes; -1 for a row that is nobody's and is left out
  /// @param columns  each n cells; kBlank and kUnreadable where nothing can be read
  /// @throws InputError when lengths differ or a subject is not known
  Code add_table(const Eigen::Ref<const Codes>& subject, const std::vector<Codes>& columns);
  Code add_absent_table();
  void add_gap(Code table, Day from, Day to) { gaps_.push_back({table, from, to}); }

  /// @param opened, closed  one day per unit, kNoDay where blank
  void set_units(const Eigen::Ref<const Codes>& opened, const Eigen::Ref<const Codes>& closed);
  void add_unit_change(Day day, Change change, Code from, Code to);
  /// @param from, to  kNoDay where blank
  void set_memberships(const Eigen::Ref<const Codes>& person, const Eigen::Ref<const Codes>& unit,
                       const Eigen::Ref<const Codes>& role, const Eigen::Ref<const Codes>& from,
                       const Eigen::Ref<const Codes>& to);

  [[nodiscard]] Code units() const { return units_; }
  [[nodiscard]] Code people() const { return people_; }
  [[nodiscard]] Code subjects() const { return units_ + people_; }
  [[nodiscard]] bool is_unit(Code subject) const { return subject < units_; }
  [[nodiscard]] Code tables() const { return static_cast<Code>(tables_.size()); }
  [[nodiscard]] const Table& table(Code number) const { return tables_[Table::index(number)]; }
  [[nodiscard]] const std::vector<Gap>& gaps() const { return gaps_; }
  [[nodiscard]] const std::vector<UnitChange>& changes() const { return changes_; }
  /// The least of the ids that renames join with a unit's.
  [[nodiscard]] Code renamed(Code unit) const { return renamed_[Table::index(unit)]; }
  [[nodiscard]] Day opened(Code unit) const { return opened_[Table::index(unit)]; }
  [[nodiscard]] Day closed(Code unit) const { return closed_[Table::index(unit)]; }
  [[nodiscard]] bool knows_memberships() const { return knows_memberships_; }
  /// Memberships of a person, the earliest first.
  [[nodiscard]] std::span<const Membership> of_person(Code person) const {
    return between(by_person_, first_of_person_, person - units_);
  }
  /// Memberships in a unit, in the order of the people.
  [[nodiscard]] std::span<const Membership> of_unit(Code unit) const {
    return between(by_unit_, first_of_unit_, unit);
  }

 private:
  Code units_ = 0;
  Code people_ = 0;
  std::vector<Table> tables_;
  std::vector<Gap> gaps_;
  std::vector<Day> opened_;
  std::vector<Day> closed_;
  std::vector<UnitChange> changes_;
  std::vector<Code> renamed_;
  bool knows_memberships_ = false;
  std::vector<Membership> by_person_;
  std::vector<Code> first_of_person_;
  std::vector<Membership> by_unit_;
  std::vector<Code> first_of_unit_;

  [[nodiscard]] static std::span<const Membership> between(const std::vector<Membership>& all,
                                                           const std::vector<Code>& first,
                                                           Code code) {
    const auto begin = Table::index(first[Table::index(code)]);
    return std::span(all).subspan(begin, Table::index(first[Table::index(code) + 1]) - begin);
  }
};

/// Whether a membership names the unit of its person on a day: it covers the day, and of those
/// that do none starts later, or with it and ends later. Two of the same days both do.
[[nodiscard]] bool names(std::span<const Membership> memberships, const Membership& one, Day day);

/// The unit a person belonged to on a day.
struct Belonging {
  Code unit = kBlank;  ///< the unit of that day, if one is sure
  std::vector<Code>
      perhaps;  ///< units it may have been: about a hole, a blank first day, two of the same days
  bool somewhere = false;  ///< to one of these for sure
};

/// On a day with two memberships the later one names the unit; of two with the same days, and
/// between two, either may be it.
[[nodiscard]] Belonging belonging(std::span<const Membership> memberships, Day day);

}  // namespace lantoa
