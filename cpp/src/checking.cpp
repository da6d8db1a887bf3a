#include "checking.hpp"

#include <string>

#include "lantoa/error.hpp"
#include "measuring.hpp"

namespace lantoa {
namespace {

/// Words of a refusal: "fact 3: year = 17, not a column of its register".
class Checker {
 public:
  explicit Checker(std::string of) : of_(std::move(of)) {}

  void in_range(const char* field, std::int64_t value, std::int64_t least, std::int64_t end) const {
    if (least <= value && value < end) return;
    throw InputError(of_ + ": " + field + " = " + std::to_string(value) + " is not from " +
                     std::to_string(least) + " to " + std::to_string(end - 1));
  }
  void has(const char* field, std::size_t found, std::size_t least) const {
    if (found >= least) return;
    throw InputError(of_ + ": " + field + " has " + std::to_string(found) + " entries, not " +
                     std::to_string(least));
  }

 private:
  std::string of_;
};

std::int64_t size_of(const auto& container) { return static_cast<std::int64_t>(container.size()); }

/// The columns of a fact: each is there, or kNoColumn.
class FactChecker {
 public:
  FactChecker(const Facts& facts, const FactRule& fact, Code number)
      : facts_(facts), fact_(fact), say_("fact " + std::to_string(number)) {}

  void check() const {
    say_.in_range("table", fact_.table, 0, facts_.tables());
    const Table& table = facts_.table(fact_.table);
    if (!table.present) return;
    for (const Code column :
         {fact_.year, fact_.decided, fact_.annulled, fact_.seen_on, fact_.key, fact_.unrated,
          fact_.share, fact_.recognised, fact_.place, fact_.better, fact_.kind, fact_.value[0],
          fact_.value[1], fact_.votes[0], fact_.votes[1]}) {
      is_column(table, column);
    }
    for (const Code column : fact_.planned) is_column(table, column);
    for (const Code column : fact_.counts_on) is_column(table, column);
    for (const Code column : fact_.recognised_by) is_column(table, column);
    say_.has("counts_on_year", fact_.counts_on_year.size(), fact_.counts_on.size());
    for (const Where& where : fact_.where) check_where(table, where);
    if (!fact_.ladder.levels.empty()) check_levels(table);
    check_launches();
  }

 private:
  const Facts& facts_;
  const FactRule& fact_;
  Checker say_;

  void is_column(const Table& table, Code column) const {
    say_.in_range("a column", column, kNoColumn, size_of(table.columns));
  }

  void check_where(const Table& table, const Where& where) const {
    say_.in_range("where", where.column, 0, size_of(table.columns));
    say_.has("where", where.allowed.size(), table.codes(where.column));
  }

  void check_levels(const Table& table) const {
    const Ladder& ladder = fact_.ladder;
    const std::size_t cells = (Table::index(ladder.rows) + 1) * (Table::index(ladder.columns) + 1);
    say_.has("the ladder", ladder.levels.size(), cells);
    say_.has("the ladder", Table::index(ladder.rows), table.codes(fact_.value[0]));
    if (fact_.value[1] != kNoColumn) {
      say_.has("the ladder", Table::index(ladder.columns), table.codes(fact_.value[1]));
    }
    if (fact_.kind != kNoColumn) {
      say_.has("kind_levels", fact_.kind_levels.size(), table.codes(fact_.kind));
    }
  }

  void check_launches() const {
    if (fact_.launches == kNoColumn) return;
    say_.in_range("launches", fact_.launches, 0, facts_.tables());
    const Table& launches = facts_.table(fact_.launches);
    if (!launches.present) return;
    say_.in_range("launched", fact_.launched, 0, size_of(launches.columns));
    say_.in_range("launch_key", fact_.launch_key, 0, size_of(launches.columns));
  }
};

class RuleChecker {
 public:
  RuleChecker(const Plan& plan, std::size_t number)
      : plan_(plan),
        rule_(plan.rules[number]),
        number_(static_cast<std::int64_t>(number)),
        say_("rule " + std::to_string(number)) {}

  void check() const {
    for (const Code part : rule_.parts) say_.in_range("parts", part, 0, number_);
    for (const Code need : rule_.needs) say_.in_range("needs", need, 0, size_of(plan_.rules));
    if (rule_.kind == Kind::kLinked) say_.in_range("for_units", rule_.for_units ? 1 : 0, 0, 1);
    if (rule_.kind == Kind::kKOf) return;
    say_.in_range("fact", rule_.fact, 0, size_of(plan_.facts));
    if (is_yearly(rule_.kind)) check_years();
    check_filters();
  }

 private:
  const Plan& plan_;
  const Rule& rule_;
  std::int64_t number_;
  Checker say_;

  void check_years() const {
    const FactRule& fact = plan_.facts[Table::index(rule_.fact)];
    const auto years = Table::index(plan_.window.years());
    say_.has(fact.has_ratio ? "least" : "holds",
             fact.has_ratio ? rule_.least.size() : rule_.holds.size(), years);
  }

  void check_filters() const {
    const std::size_t entries = rule_.since.size();
    say_.has("since", entries, 1);
    if (!rule_.levels.empty()) say_.has("levels", rule_.levels.size(), entries);
    if (!rule_.shares.empty()) say_.has("shares", rule_.shares.size(), entries);
    if (!rule_.recognised.empty()) say_.has("recognised", rule_.recognised.size(), entries);
    if (rule_.kind == Kind::kPlaceWithin) say_.has("within", rule_.within.size(), entries);
  }
};

}  // namespace

void check(const Facts& facts, const Plan& plan) {
  Checker("window").in_range("years", plan.window.years(), 1, kMaxYears + 1);
  for (std::size_t i = 0; i < plan.rules.size(); ++i) {
    const Rule& rule = plan.rules[i];
    RuleChecker(plan, i).check();
    if (rule.kind != Kind::kKOf)
      FactChecker(facts, plan.facts[Table::index(rule.fact)], rule.fact).check();
  }
}

}  // namespace lantoa
