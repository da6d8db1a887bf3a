// One row of a register: does it count, what level has it, is its register complete there.
#pragma once

#include <algorithm>

#include "lantoa/criterion.hpp"

namespace lantoa {

/// Whether something counts: never, for some values of a blank cell, or for all.
enum class Tri : std::uint8_t { kNo, kPerhaps, kYes };

[[nodiscard]] constexpr Tri both(Tri a, Tri b) { return a < b ? a : b; }
[[nodiscard]] constexpr Tri tri(bool all, bool some) {
  return all ? Tri::kYes : some ? Tri::kPerhaps : Tri::kNo;
}

namespace rows {

[[nodiscard]] inline Tri passes(const Table& table, const Where& where, Code row) {
  const Code cell = table.at(where.column, row);
  if (!is_blank(cell)) return where.allowed[Table::index(cell)] != 0 ? Tri::kYes : Tri::kNo;
  if (cell == kBlank && where.blank_is_default) return where.blank_counts ? Tri::kYes : Tri::kNo;
  const bool every = std::ranges::all_of(where.allowed, [](auto allowed) { return allowed != 0; });
  return every ? Tri::kYes : Tri::kPerhaps;
}

/// Whether a row passes `where` and is not annulled by the day `clock`.
[[nodiscard]] inline Tri counts(const Table& table, const FactRule& fact, Code row, Day clock) {
  const Code annulled = fact.annulled == kNoColumn ? kBlank : table.at(fact.annulled, row);
  if (!is_blank(annulled) && annulled <= clock) return Tri::kNo;
  Tri result = annulled == kUnreadable ? Tri::kPerhaps : Tri::kYes;
  for (std::size_t i = 0; i < fact.where.size(); ++i) {
    const bool overridden = !is_blank(annulled) && static_cast<Code>(i) == fact.status_where;
    if (!overridden) result = both(result, passes(table, fact.where[i], row));
  }
  return result;
}

/// The levels that the value of a row can have.
[[nodiscard]] inline Levels levels(const Table& table, const FactRule& fact, Code row) {
  const Code first = table.at(fact.value[0], row);
  const Code second = fact.value[1] == kNoColumn ? kBlank : table.at(fact.value[1], row);
  const Levels found = fact.ladder.at(first, second);
  if (fact.kind == kNoColumn) return found;
  const Code kind = table.at(fact.kind, row);
  if (!is_blank(kind)) {
    const Levels set = fact.kind_levels[Table::index(kind)];
    return set != 0 ? set : found;
  }
  Levels any = found;
  for (const Levels set : fact.kind_levels) any |= set;
  return any;
}

/// A number of two columns, high half and low half; -1 where it is blank or below 0.
[[nodiscard]] inline std::int64_t wide(const Table& table, Code high, Code low, Code row) {
  const Code top = table.at(high, row);
  if (is_blank(top) || top < 0) return -1;
  return (std::int64_t{top} << 32) | static_cast<std::uint32_t>(table.at(low, row));
}

/// Whether the register is declared incomplete on some day from `from` to `to`.
[[nodiscard]] inline bool has_gap(const Facts& facts, Code table, Day from, Day to) {
  return std::ranges::any_of(facts.gaps(), [&](const Gap& gap) {
    return gap.table == table && std::max(gap.from, from) <= std::min(gap.to, to);
  });
}

[[nodiscard]] inline bool has_gap_in_year(const Facts& facts, Code table, int year, Day clock) {
  if (facts.gaps().empty()) return false;
  return has_gap(facts, table, day_of(year, 1, 1), std::min(clock, day_of(year, 12, 31)));
}

}  // namespace rows
}  // namespace lantoa
