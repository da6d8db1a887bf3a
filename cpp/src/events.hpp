// Event rules: what the rows that count make of `events_at_least`, `never` and `place_within`.
#pragma once

#include "finding.hpp"
#include "lantoa/measured.hpp"
#include "ratios.hpp"

namespace lantoa {

/// An event rule, asked of one asker after another. It borrows facts, plan and rule.
class EventRule {
 public:
  EventRule(const Facts& facts, const Plan& plan, const Rule& rule);

  /// Measures the rule; its registers are present.
  ///
  /// @param notes  where to write down what decides; may be null
  /// @param out    what is found
  void measure(const Asker& asker, Notes* notes, Measured& out);

 private:
  const Facts& facts_;
  const Rule& rule_;
  const FactRule& fact_;
  Day first_day_;
  Day end_;  // until when events may come
  EventFinder finder_;
  Gaps gaps_;
  AnswerRatio ratio_;
  Day quiet_on_ = kNoDay;  // the clock of `quiet_`
  Measured quiet_;         // what no event makes of the rule

  [[nodiscard]] bool may_hide(Day clock) const;
  void count(std::span<Event> events, Day clock, Measured& out) const;
  void note(const Asker& asker, std::span<const Event> events, Notes& notes) const;
};

}  // namespace lantoa
