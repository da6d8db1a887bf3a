// Rules that read the same rows, measured together: each row is read once for all of them.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "asker.hpp"
#include "lantoa/criterion.hpp"
#include "lantoa/measured.hpp"
#include "lantoa/notes.hpp"

namespace lantoa {

/// Measures some rules of a fact for one asker after another.
///
/// Keeps its memory from asker to asker; one per thread. It borrows facts, plan and rules.
class Measurer {
 public:
  Measurer() = default;
  Measurer(const Measurer&) = delete;
  Measurer& operator=(const Measurer&) = delete;
  virtual ~Measurer() = default;

  /// @param out  one for each rule
  virtual void measure(const Asker& asker, std::span<Measured> out) = 0;

  /// Measures one of the rules and writes down what decides it.
  [[nodiscard]] virtual Measured note(const Asker& asker, std::size_t rule, Notes& notes) = 0;

  /// How much more a rule needs that is still open, by the last `note`; -1: not countable.
  [[nodiscard]] virtual std::int32_t needed(std::size_t rule, const Measured& measured,
                                            Day clock) const = 0;
};

/// Rules that one Measurer measures, by their numbers in the plan.
struct RuleGroup {
  std::vector<Code> rules;
  bool own_ids = false;  ///< asked of the subject itself, not of each of its lines
  Code absent = kBlank;  ///< a register they read that is not there; kBlank: all are
};

[[nodiscard]] constexpr bool is_yearly(Kind kind) { return kind <= Kind::kMeanOverWindow; }
[[nodiscard]] constexpr bool reads_a_fact(Kind kind) {
  return kind != Kind::kKOf && kind != Kind::kLinked;
}

/// The rules that read a fact, grouped: yearly rules and judgements by fact, others one by one.
[[nodiscard]] std::vector<RuleGroup> grouped(const Facts& facts, const Plan& plan);

/// The group of one rule.
[[nodiscard]] RuleGroup group_of(const Facts& facts, const Plan& plan, const Rule& rule);

/// What measures the rules of a group; its registers are present.
[[nodiscard]] std::unique_ptr<Measurer> measurer(const Facts& facts, const Plan& plan,
                                                 std::vector<const Rule*> rules);

}  // namespace lantoa
