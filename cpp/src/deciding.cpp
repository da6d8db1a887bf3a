#include "deciding.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lantoa {

Deciding::Deciding(const Plan& plan, bool countable_only) {
  const auto counts = [&](Code rule) {
    return plan.rules[Table::index(rule)].countable || !countable_only;
  };
  for (Code number = 0; std::cmp_less(number, plan.rules.size()); ++number) {
    const Rule& rule = plan.rules[Table::index(number)];
    if (!rule.gate || !counts(number)) continue;
    (rule.kind == Kind::kLinked ? links : gates).push_back(number);
  }
  all = gates;
  for (const Code link : links) {
    auto& needed = needs.emplace_back();
    std::ranges::copy_if(plan.rules[Table::index(link)].needs, std::back_inserter(needed), counts);
    all.insert(all.end(), needed.begin(), needed.end());
  }
}

}  // namespace lantoa
