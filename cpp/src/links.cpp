#include "links.hpp"

namespace lantoa {

std::vector<LinkBits> link_bits(const Plan& plan, const Rule& rule, const BitTable& unit_bits) {
  std::vector<LinkBits> units(static_cast<std::size_t>(unit_bits.rows()));
  for (const Code need : rule.needs) {
    const bool countable = plan.rules[Table::index(need)].countable;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
      const Bits bits = unit_bits(static_cast<Eigen::Index>(unit), need);
      units[unit].all &= bits;
      if (countable) units[unit].countable &= bits;
    }
  }
  return units;
}

Links::Links(const Facts& facts, const Plan& plan, const Lineage& lineage,
             const BitTable& unit_bits)
    : facts_(facts),
      plan_(plan),
      lineage_(lineage),
      first_day_(plan.window.first_day()),
      last_day_(plan.window.last_day()) {
  for (const Rule& rule : plan.rules) {
    const bool links = rule.kind == Kind::kLinked;
    units_.push_back(links ? link_bits(plan, rule, unit_bits) : std::vector<LinkBits>{});
  }
}

LinkBits Links::of_unit(Code unit, Code rule) const {
  if (unit < 0) return kUnknownLink;
  return units_[Table::index(rule)][Table::index(unit)];
}

LinkBits Links::of(const Subject& person, Code rule) const {
  LinkBits bits;
  for_each_headed(person, rule, [&](const Membership&, Code unit, bool perhaps) {
    const LinkBits found = of_unit(unit, rule);
    const LinkBits of_one = perhaps ? at_best_met(found) : found;
    bits.all &= of_one.all;
    bits.countable &= of_one.countable;
  });
  return bits;
}

}  // namespace lantoa
