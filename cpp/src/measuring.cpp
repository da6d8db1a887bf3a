#include "measuring.hpp"

#include <algorithm>
#include <utility>

#include "events.hpp"
#include "judgements.hpp"
#include "yearly.hpp"

namespace lantoa {
namespace {

class YearlyMeasurer : public Measurer {
 public:
  YearlyMeasurer(const Facts& facts, const Plan& plan, const std::vector<const Rule*>& rules)
      : reader_(facts, plan, plan.facts[Table::index(rules.front()->fact)]),
        histories_(rules.size()) {
    for (const Rule* rule : rules) rules_.emplace_back(plan, *rule);
  }

  void measure(const Asker& asker, std::span<Measured> out) override {
    reader_.gather(asker, cells_);
    const History history = reader_.history(asker, cells_);
    if (!history.is_plain()) return measure_cells(asker, out);
    const std::span<Measured> answers = histories_.answers(history);
    if (!histories_.knows(history)) measure_cells(asker, answers);
    std::ranges::copy(answers, out.begin());
  }

  Measured note(const Asker& asker, std::size_t rule, Notes& notes) override {
    std::vector<YearRow> rows;
    reader_.gather(asker, cells_, &rows);
    reader_.settle(asker, cells_);
    rules_[rule].note(asker, cells_, rows, notes);
    return rules_[rule].measure(cells_, asker.clock);
  }

  [[nodiscard]] std::int32_t needed(std::size_t rule, const Measured& /*measured*/,
                                    Day clock) const override {
    return rules_[rule].needed(cells_, clock);
  }

 private:
  YearReader reader_;
  std::vector<YearlyRule> rules_;
  YearCells cells_;
  Histories histories_;

  void measure_cells(const Asker& asker, std::span<Measured> out) {
    reader_.settle(asker, cells_);
    for (std::size_t i = 0; i < rules_.size(); ++i) out[i] = rules_[i].measure(cells_, asker.clock);
  }
};

class AttestedMeasurer : public Measurer {
 public:
  AttestedMeasurer(const Facts& facts, const Plan& plan, std::vector<const Rule*> rules)
      : found_(rules.size()), rules_(facts, plan, std::move(rules)) {}

  void measure(const Asker& asker, std::span<Measured> out) override { rules_.measure(asker, out); }

  Measured note(const Asker& asker, std::size_t rule, Notes& notes) override {
    rules_.measure(asker, found_);
    rules_.note(asker, rule, found_[rule], notes);
    return found_[rule];
  }

  [[nodiscard]] std::int32_t needed(std::size_t /*rule*/, const Measured& /*measured*/,
                                    Day /*clock*/) const override {
    return -1;
  }

 private:
  std::vector<Measured> found_;
  AttestedRules rules_;
};

class EventMeasurer : public Measurer {
 public:
  EventMeasurer(const Facts& facts, const Plan& plan, const Rule& rule)
      : rule_(rule), asked_(facts, plan, rule) {}

  void measure(const Asker& asker, std::span<Measured> out) override {
    asked_.measure(asker, nullptr, out.front());
  }

  Measured note(const Asker& asker, std::size_t /*rule*/, Notes& notes) override {
    Measured measured;
    asked_.measure(asker, &notes, measured);
    return measured;
  }

  [[nodiscard]] std::int32_t needed(std::size_t /*rule*/, const Measured& measured,
                                    Day /*clock*/) const override {
    const bool counts = rule_.kind == Kind::kEventsAtLeast || rule_.kind == Kind::kPlaceWithin;
    return counts ? rule_.threshold - measured.worst_lo : -1;
  }

 private:
  const Rule& rule_;
  EventRule asked_;
};

/// A register without which nothing can be said; where it is that of memberships, which has no
/// number, the one whose rows are nobody's without it.
Code absent_table(const Facts& facts, const Plan& plan, const Rule& rule) {
  const FactRule& fact = plan.facts[Table::index(rule.fact)];
  if (!facts.table(fact.table).present) return fact.table;
  const bool asks_members = rule.for_units && rule.over != Over::kSelf;
  if (asks_members && !facts.knows_memberships()) return fact.table;
  const bool asks_launches = rule.kind == Kind::kRatioAtLeast;
  return asks_launches && !facts.table(fact.launches).present ? fact.launches : kBlank;
}

/// Whether a rule can be measured with the rules of a group.
bool can_share(const Plan& plan, const RuleGroup& group, const Rule& rule) {
  const auto numbered = [&](Code number) -> const Rule& {
    return plan.rules[Table::index(number)];
  };
  const Rule& first = numbered(group.rules.front());
  if (first.fact != rule.fact) return false;
  if (is_yearly(rule.kind)) return is_yearly(first.kind);
  return rule.kind == Kind::kAttested && first.kind == Kind::kAttested &&
         std::ranges::none_of(group.rules, [&](Code other) {
           return numbered(other).attested_as == rule.attested_as;
         });
}

}  // namespace

RuleGroup group_of(const Facts& facts, const Plan& plan, const Rule& rule) {
  return {{}, rule.kind == Kind::kAttested, absent_table(facts, plan, rule)};
}

std::vector<RuleGroup> grouped(const Facts& facts, const Plan& plan) {
  std::vector<RuleGroup> groups;
  const auto shares = [&](const RuleGroup& group, const Rule& rule) {
    return can_share(plan, group, rule);
  };
  for (Code number = 0; std::cmp_less(number, plan.rules.size()); ++number) {
    const Rule& rule = plan.rules[Table::index(number)];
    if (!reads_a_fact(rule.kind)) continue;
    auto group =
        std::ranges::find_if(groups, [&](const RuleGroup& other) { return shares(other, rule); });
    if (group == groups.end()) group = groups.insert(group, group_of(facts, plan, rule));
    group->rules.push_back(number);
  }
  return groups;
}

std::unique_ptr<Measurer> measurer(const Facts& facts, const Plan& plan,
                                   std::vector<const Rule*> rules) {
  const Rule& first = *rules.front();
  if (is_yearly(first.kind)) return std::make_unique<YearlyMeasurer>(facts, plan, rules);
  if (first.kind == Kind::kAttested) {
    return std::make_unique<AttestedMeasurer>(facts, plan, std::move(rules));
  }
  return std::make_unique<EventMeasurer>(facts, plan, first);
}

}  // namespace lantoa
