#include "lantoa/points.hpp"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

#include "checking.hpp"
#include "lantoa/parallel.hpp"
#include "measuring.hpp"
#include "scope.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 2048;  // about a millisecond of people

/// The levels of the ladder from `lowest` up.
Levels from_level(Levels every, int lowest) {
  return every & ~((Levels{1} << static_cast<unsigned>(lowest)) - 1);
}

/// A statistic on record, and at its best filling of what is missing.
struct Interval {
  std::int32_t low = 0;
  std::int32_t high = 0;
};

/// Whether a register that a rule reads, by itself or through its parts, is not there.
bool lacks_a_register(const Facts& facts, const Plan& plan, const Rule& rule) {
  if (rule.kind == Kind::kKOf) {
    return std::ranges::any_of(rule.parts, [&](Code part) {
      return lacks_a_register(facts, plan, plan.rules[Table::index(part)]);
    });
  }
  return reads_a_fact(rule.kind) && !is_blank(group_of(facts, plan, rule).absent);
}

/// One scored criterion, with what measures its statistic: of levels, one measurer for each; of a
/// `k_of` none, for its parts are judged already.
class Scorer {
 public:
  Scorer(const Facts& facts, const Plan& plan, const Evaluation& evaluation, const Scoring& scoring)
      : scoring_(scoring),
        bits_(evaluation.bits),
        any_(plan.policy.merged == Merged::kAny),
        of_(plan.rules[Table::index(scoring.rule)]),
        left_out_(lacks_a_register(facts, plan, of_)) {
    if (left_out_ || of_.kind == Kind::kKOf) return;
    rules_ = {of_};
    if (scoring.statistic == Statistic::kHighestLevel) {
      rules_ = by_level(plan.facts[Table::index(of_.fact)].ladder.every);
    }
    for (const Rule& rule : rules_) measurers_.push_back(measurer(facts, plan, {&rule}));
  }

  [[nodiscard]] bool asks(const Subject& subject) const {
    return lantoa::asks(of_, subject) && !left_out_;
  }

  /// The points of the statistic at either end, the fewer first.
  ///
  /// @param row  of the subject in the evaluation
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> points(const Subject& subject,
                                                             Eigen::Index row) {
    const Interval found = statistic(subject, row);
    return std::minmax({mapped(scoring_, found.low), mapped(scoring_, found.high)});
  }

 private:
  const Scoring& scoring_;
  const BitTable& bits_;
  bool any_;
  const Rule& of_;
  bool left_out_;
  std::vector<Rule> rules_;
  std::vector<std::unique_ptr<Measurer>> measurers_;

  [[nodiscard]] Interval statistic(const Subject& subject, Eigen::Index row) {
    if (of_.kind == Kind::kKOf) return parts_held(row);
    if (scoring_.statistic == Statistic::kHighestLevel) return highest(subject);
    return over_lines(subject, *measurers_.front());
  }

  /// The parts that hold whatever is still to come.
  [[nodiscard]] Interval parts_held(Eigen::Index row) const {
    Interval found;
    for (const Code part : of_.parts) {
      const Bits bits = bits_(row, part);
      found.low += (bits & kWorstLo) != 0 ? 1 : 0;
      found.high += (bits & kBestLo) != 0 ? 1 : 0;
    }
    return found;
  }

  /// The rule asked of each level and those above it.
  [[nodiscard]] std::vector<Rule> by_level(Levels every) const {
    std::vector<Rule> rules(static_cast<std::size_t>(std::popcount(every)), of_);
    for (std::size_t level = 0; level < rules.size(); ++level) {
      rules[level].levels.assign(of_.since.size(), from_level(every, static_cast<int>(level)));
    }
    return rules;
  }

  /// The highest level that some event reaches, -1 for none.
  [[nodiscard]] Interval highest(const Subject& subject) {
    Interval found{-1, -1};
    for (std::size_t level = 0; level < measurers_.size(); ++level) {
      const Interval reaching = over_lines(subject, *measurers_[level]);
      if (reaching.low > 0) found.low = static_cast<std::int32_t>(level);
      if (reaching.high <= 0) break;  // what reaches a higher level reaches this one
      found.high = static_cast<std::int32_t>(level);
    }
    return found;
  }

  /// Of a merged unit, as its lines are combined.
  [[nodiscard]] Interval over_lines(const Subject& subject, Measurer& measurer) const {
    Interval found;
    for_each_line(subject, of_.kind == Kind::kAttested, [&](const Asker& asker, std::size_t line) {
      Measured measured;
      measurer.measure(asker, {&measured, 1});
      const auto pick = [&](std::int32_t a, std::int32_t b) {
        return line == 0 ? b : any_ ? std::max(a, b) : std::min(a, b);
      };
      found = {pick(found.low, measured.worst_lo), pick(found.high, measured.best_lo)};
    });
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
  check(facts, plan);
  const Lineage lineage(facts, plan);
  const PeopleScope people(facts, plan);
  const auto columns = static_cast<Eigen::Index>(scorings.size());
  Scored out{Points::Constant(evaluation.subjects.size(), columns, kNoPoints), {}};
  out.high = out.low;
  parallel_for_blocks(
      evaluation.subjects.size(), kGrain, [&](std::int64_t begin, std::int64_t end) {
        for (Eigen::Index column = 0; column < columns; ++column) {
          Scorer scorer(facts, plan, evaluation, scorings[static_cast<std::size_t>(column)]);
          for (Eigen::Index row = begin; row < end; ++row) {
            const Subject subject = subject_of(facts, lineage, people, evaluation.subjects[row]);
            if (!scorer.asks(subject)) continue;
            std::tie(out.low(row, column), out.high(row, column)) = scorer.points(subject, row);
          }
        }
      });
  return out;
}

}  // namespace lantoa
