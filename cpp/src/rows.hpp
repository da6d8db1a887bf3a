// One row of a register: does it count, what level has it, is its register complete there.
#pragma once

#include <algorithm>
#include <utility>

#include "lantoa/criterion.hpp"

namespace lantoa {

/// Whether something counts: never, for some values of a blank cell, or for all.
enum class Tri : std::uint8_t { kNo, kPerhaps, kYes };

[[nodiscard]] constexpr Tri both(Tri a, Tri b) { return a < b ? a : b; }
[[nodiscard]] constexpr Tri tri(bool all, bool some) {
  return all ? Tri::kYes : some ? Tri::kPerhaps : Tri::kNo;
}

/// The cells of a column by row; a column that a rule does not have is blank throughout.
class Cells {
 public:
  Cells(const Table& table, Code column)
      : cells_(column < 0 || !table.present ? nullptr
                                            : table.columns[Table::index(column)].data()) {}
  [[nodiscard]] Code operator[](Code row) const { return cells_ == nullptr ? kBlank : cells_[row]; }
  [[nodiscard]] bool exist() const { return cells_ != nullptr; }

 private:
  const Code* cells_;
};

/// Tells which rows of a register count for a fact: they pass `where` and are not annulled.
class RowFilter {
 public:
  RowFilter(const Table& table, const FactRule& fact)
      : annulled_(table, fact.annulled), status_(fact.status_where) {
    for (const Where& where : fact.where) {
      const bool every = std::ranges::all_of(where.allowed, [](auto one) { return one != 0; });
      wheres_.push_back({&where, Cells(table, where.column), tri(every, true)});
    }
    keeps_all_ = wheres_.empty() && !annulled_.exist();
  }

  [[nodiscard]] Tri counts(Code row, Day clock) const {
    return keeps_all_ ? Tri::kYes : tested(row, clock);
  }

 private:
  struct Test {
    const Where* where;
    Cells cells;
    Tri any;  // what a cell that may hold any code is worth
  };
  Cells annulled_;
  Code status_;
  std::vector<Test> wheres_;
  bool keeps_all_ = false;

  [[nodiscard]] Tri tested(Code row, Day clock) const {
    const Code annulled = annulled_[row];
    if (!is_blank(annulled) && annulled <= clock) return Tri::kNo;
    Tri result = annulled == kUnreadable ? Tri::kPerhaps : Tri::kYes;
    for (std::size_t i = 0; i < wheres_.size(); ++i) {
      const bool overridden = annulled != kBlank && std::cmp_equal(i, status_);
      if (!overridden) result = both(result, passes(wheres_[i], row));
    }
    return result;
  }

  [[nodiscard]] static Tri passes(const Test& test, Code row) {
    const Code cell = test.cells[row];
    const Where& where = *test.where;
    if (!is_blank(cell)) return tri(where.allowed[Table::index(cell)] != 0, false);
    if (cell == kBlank && where.blank_is_default) return tri(where.blank_counts, false);
    return test.any;
  }
};

/// Tells the levels that the value of a row can have.
class RowLevels {
 public:
  RowLevels(const Table& table, const FactRule& fact)
      : fact_(fact),
        first_(table, fact.value[0]),
        second_(table, fact.value[1]),
        kind_(table, fact.kind) {
    for (std::size_t kind = 0; kind < fact.kind_levels.size(); ++kind) {
      const bool allowed = std::ranges::all_of(fact.where, [&](const Where& where) {
        return where.column != fact.kind || where.allowed[kind] != 0;
      });
      if (allowed) of_some_kind_ |= fact.kind_levels[kind];
    }
  }

  [[nodiscard]] bool is_blank_in(Code row) const { return is_blank(first_[row]); }

  [[nodiscard]] Levels of(Code row) const {
    const Levels found = fact_.ladder.at(first_[row], second_[row]);
    return kind_.exist() ? with_kind(kind_[row], found) : found;
  }

 private:
  const FactRule& fact_;
  Cells first_;
  Cells second_;
  Cells kind_;
  Levels of_some_kind_ = 0;  // of the kinds that a row may have and still count

  [[nodiscard]] Levels with_kind(Code kind, Levels found) const {
    if (!is_blank(kind)) {
      const Levels set = fact_.kind_levels[Table::index(kind)];
      return set != 0 ? set : found;
    }
    return found | of_some_kind_;
  }
};

/// The spans in which one register is declared incomplete.
class Gaps {
 public:
  Gaps(const Facts& facts, Code table) {
    std::ranges::copy_if(facts.gaps(), std::back_inserter(gaps_),
                         [&](const Gap& gap) { return gap.table == table; });
  }

  /// Whether some day from `from` to `to` lies in one.
  [[nodiscard]] bool touch(Day from, Day to) const {
    return std::ranges::any_of(
        gaps_, [&](const Gap& gap) { return std::max(gap.from, from) <= std::min(gap.to, to); });
  }
  /// Whether some day of a year does, up to the day `clock`.
  [[nodiscard]] bool touch_year(int year, Day clock) const {
    return !gaps_.empty() && touch(day_of(year, 1, 1), std::min(clock, day_of(year, 12, 31)));
  }

 private:
  std::vector<Gap> gaps_;
};

/// A number of two columns, high half and low half; -1 where it is blank or below 0.
[[nodiscard]] inline std::int64_t wide(Code high, Code low) {
  if (is_blank(high) || high < 0) return -1;
  return (std::int64_t{high} << 32) | static_cast<std::uint32_t>(low);
}

}  // namespace lantoa
