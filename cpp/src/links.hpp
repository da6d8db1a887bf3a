// `linked`: the head of a unit meets what the unit meets.
#pragma once

#include <vector>

#include "lantoa/verdict.hpp"
#include "subjects.hpp"

namespace lantoa {

/// What a unit gives to its head.
struct LinkBits {
  Bits all = kMetBits;
  Bits countable = kMetBits;  ///< over the unit's countable needs only
};

/// Of a unit that never opened.
inline constexpr LinkBits kUnknownLink{kUnknownBits, kUnknownBits};

/// The bits that a unit leaves which is perhaps not headed at all.
[[nodiscard]] constexpr LinkBits at_best_met(LinkBits bits) {
  return {static_cast<Bits>(bits.all | kUnknownBits),
          static_cast<Bits>(bits.countable | kUnknownBits)};
}

/// What each unit of the lineage gives to its head by a linked rule.
///
/// @param unit_bits  units of the lineage x rules
[[nodiscard]] std::vector<LinkBits> link_bits(const Plan& plan, const Rule& rule,
                                              const BitTable& unit_bits);

/// The verdicts of units as their heads need them. It borrows facts, plan and lineage.
class Links {
 public:
  /// @param unit_bits  units of the lineage x rules
  Links(const Facts& facts, const Plan& plan, const Lineage& lineage, const BitTable& unit_bits);

  /// The minimum over the units that a person heads; met for everybody else.
  [[nodiscard]] LinkBits of(const Subject& person, Code rule) const;

  /// What one unit of the lineage gives; unknown for a unit that never opened (-1).
  [[nodiscard]] LinkBits of_unit(Code unit, Code rule) const;

  /// Calls `body(membership, unit, perhaps)` for each unit that a person heads, or perhaps heads.
  template <class Body>
  void for_each_headed(const Subject& person, Code rule, Body body) const {
    const Rule& asked = plan_.rules[Table::index(rule)];
    const Day last = std::min(person.clock, last_day_);
    for (const Membership& m : facts_.of_person(person.id)) {
      const bool then =
          asked.any_time ? m.from <= last && m.to >= first_day_ : m.covers(person.clock);
      const bool perhaps = is_blank(m.role);
      if (!then || (!perhaps && asked.roles[Table::index(m.role)] == 0)) continue;
      body(m, lineage_.unit_of(m.unit), perhaps);
    }
  }

 private:
  const Facts& facts_;
  const Plan& plan_;
  const Lineage& lineage_;
  Day first_day_;
  Day last_day_;
  std::vector<std::vector<LinkBits>> units_;  // by rule, then by unit; empty if it links nothing
};

}  // namespace lantoa
