#include "tally_sums.hpp"

#include <algorithm>
#include <utility>

#include "tallying.hpp"

namespace lantoa {
namespace {

/// Lets the first amounts of a set keep what `at_most` allows together; the others give way.
class Allowance {
 public:
  explicit Allowance(Amount at_most) : left_(std::max<Amount>(at_most, 0)) {}

  /// What is left of a deduction (`sign` -1) or a bonus (1); the rest of it is gone.
  void limit(Amount& amount, int sign) {
    const bool concerned = sign < 0 ? amount < 0 : amount > 0;
    if (!concerned || left_ == kNoMost) return;
    if (sign < 0) {
      amount = std::max(amount, -left_);
      left_ += amount;
    } else {
      amount = std::min(amount, left_);
      left_ -= amount;
    }
  }

 private:
  Amount left_;
};

}  // namespace

End::End(const TallyTable& table, std::vector<Amount> rules)
    : table_(table), rules_(std::move(rules)), bases_(table.items.size(), 0) {
  add_bases();
  for (const TallyCap& cap : table_.caps) apply(cap);
  apply_floors();
  add_items();
}

void End::add_bases() {
  for (std::size_t i = 0; i < bases_.size(); ++i) bases_[i] = table_.items[i].base;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    Amount& base = bases_[Table::index(table_.rules[r].item)];
    if (table_.rules[r].is_base) base = plus(base, rules_[r]);
  }
}

void End::apply_floors() {
  std::vector<Allowance> left;
  for (std::size_t i = 0; i < bases_.size(); ++i) {
    const Amount floor = table_.items[i].floor;
    const bool bound = floor != kNoLeast && bases_[i] != kNoMost;
    const Amount above = bases_[i] == kNoLeast ? 0 : bases_[i] - (bound ? floor : 0);
    left.emplace_back(bound ? above : kNoMost);
  }
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    const TallyRule& rule = table_.rules[r];
    if (!rule.is_base) left[Table::index(rule.item)].limit(rules_[r], -1);
  }
}

void End::apply(const TallyCap& cap) {
  Allowance left(cap.at_most);
  for (const Code rule : cap.rules) {
    left.limit(rules_[Table::index(rule)], cap.deductions ? -1 : 1);
  }
}

void End::add_items() {
  std::vector<Amount> moved(bases_.size(), 0);
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    const TallyRule& rule = table_.rules[r];
    if (rule.kind == TallyKind::kOverride || rule.is_base) continue;
    Amount& of_item = moved[Table::index(rule.item)];
    of_item = plus(of_item, rules_[r]);
  }
  for (std::size_t i = 0; i < bases_.size(); ++i) {
    const TallyItem& item = table_.items[i];
    items_.push_back(plus(bases_[i], std::clamp(moved[i], item.least, item.most)));
  }
}

std::vector<Amount> group_sums(const TallyTable& table, const std::vector<Amount>& items,
                               const std::vector<Amount>& bases) {
  const std::size_t all = table.groups.size();
  std::vector<Amount> sums(all + 1, 0);
  std::vector<Amount> started(all + 1, 0);
  const auto place = [&](Code group) { return group == kBlank ? all : Table::index(group); };
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t at = place(table.items[i].group);
    sums[at] = plus(sums[at], items[i]);
    if (!bases.empty()) started[at] = plus(started[at], bases[i]);
  }
  for (std::size_t g = all; g-- > 0;) {
    const TallyGroup& group = table.groups[g];
    const bool bound = group.least != kNoLeast || group.most != kNoMost;
    if (bound && !bases.empty()) {
      const Amount moved = started[g] == kNoLeast ? kNoLeast : plus(sums[g], -started[g]);
      sums[g] = plus(started[g], std::clamp(moved, group.least, group.most));
    }
    const std::size_t parent = place(group.parent);
    sums[parent] = plus(sums[parent], sums[g]);
    started[parent] = plus(started[parent], started[g]);
  }
  return sums;
}

}  // namespace lantoa
