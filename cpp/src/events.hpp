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
  [[nodiscard]] Measured measure(const Asker& asker, Notes* notes = nullptr);

 private:
  const Facts& facts_;
  const Rule& rule_;
  const FactRule& fact_;
  Day first_day_;
  Day end_;  // until when events may come
  EventFinder finder_;
  Gaps gaps_;
  AnswerRatio ratio_;

  [[nodiscard]] Measured counted(std::span<Event> events, const Asker& asker, bool gap) const;
  void note(const Asker& asker, std::span<const Event> events, bool gap, Notes& notes) const;
};

}  // namespace lantoa
