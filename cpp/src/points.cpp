#include "lantoa/points.hpp"

#include <algorithm>
#include <bit>

#include "judge.hpp"

namespace lantoa {
namespace {

/// The levels of the ladder from `lowest` up.
Levels from_level(Levels every, int lowest) {
  return every & ~((Levels{1} << static_cast<unsigned>(lowest)) - 1);
}

class Scorer {
 public:
  Scorer(const Facts& facts, const Plan& plan, Judge& judge)
      : facts_(facts), plan_(plan), judge_(judge) {}

  /// The statistic on record and at its best filling; `from` above `to` where it is left out.
  [[nodiscard]] Interval statistic(const Subject& subject, const Scoring& scoring) {
    const Rule& rule = plan_.rules[Table::index(scoring.rule)];
    if (scoring.statistic == Statistic::kHighestLevel) return highest(subject, rule);
    return judge_.statistic(subject, rule);
  }

  [[nodiscard]] bool asks(const Subject& subject, const Scoring& scoring) const {
    const Rule& rule = plan_.rules[Table::index(scoring.rule)];
    const bool asked = subject.is_unit ? rule.for_units : rule.for_people;
    const FactRule& fact = plan_.facts[Table::index(rule.fact)];
    return asked && facts_.table(fact.table).present;
  }

 private:
  const Facts& facts_;
  const Plan& plan_;
  Judge& judge_;

  /// The highest level that some event reaches: asked level by level, -1 for none.
  [[nodiscard]] Interval highest(const Subject& subject, const Rule& events) {
    Rule rule = events;
    const Levels every = plan_.facts[Table::index(rule.fact)].ladder.every;
    Interval found{-1, -1};
    for (int level = 0; level < std::popcount(every); ++level) {
      rule.levels.assign(rule.since.size(), from_level(every, level));
      const Interval reaching = judge_.statistic(subject, rule);
      if (reaching.low > 0) found.low = level;
      if (reaching.high > 0) found.high = level;
    }
    return found;
  }
};

}  // namespace

std::int64_t mapped(const Scoring& scoring, std::int64_t statistic) {
  const auto& from = scoring.from;
  const auto& to = scoring.to;
  if (scoring.statistic == Statistic::kHighestLevel) {
    return statistic < 0 ? 0 : to[static_cast<std::size_t>(statistic)];
  }
  if (from.empty()) return 0;
  const auto above = std::ranges::upper_bound(from, statistic);
  if (above == from.begin()) return to.front();
  if (above == from.end()) return to.back();
  const auto at = static_cast<std::size_t>(above - from.begin());
  const std::int64_t rise = std::int64_t{to[at]} - to[at - 1];
  const std::int64_t run = std::int64_t{from[at]} - from[at - 1];
  const std::int64_t grown = rise * (statistic - from[at - 1]);
  const std::int64_t whole = grown / run - (grown % run < 0 ? 1 : 0);
  return to[at - 1] + whole;
}

Scored score(const Facts& facts, const Plan& plan, const Evaluation& evaluation,
             const std::vector<Scoring>& scorings) {
  const Lineage lineage(facts, plan);
  const BitTable none;
  Judge judge(facts, plan, lineage, none);
  Scorer scorer(facts, plan, judge);
  const auto columns = static_cast<Eigen::Index>(scorings.size());
  Scored out{Points::Constant(evaluation.subjects.size(), columns, kNoPoints), {}};
  out.high = out.low;
  for (Eigen::Index row = 0; row < evaluation.subjects.size(); ++row) {
    const Code code = evaluation.subjects[row];
    const Person person(code, clock_of(facts, plan, code));
    const Subject subject = facts.is_unit(code)
                                ? subject_of(lineage.units()[Table::index(lineage.unit_of(code))])
                                : person.subject();
    judge.start(subject);
    for (Eigen::Index column = 0; column < columns; ++column) {
      const Scoring& scoring = scorings[static_cast<std::size_t>(column)];
      if (!scorer.asks(subject, scoring)) continue;
      const Interval found = scorer.statistic(subject, scoring);
      const std::int64_t ends[] = {mapped(scoring, found.low), mapped(scoring, found.high)};
      out.low(row, column) = std::min(ends[0], ends[1]);
      out.high(row, column) = std::max(ends[0], ends[1]);
    }
  }
  return out;
}

}  // namespace lantoa
