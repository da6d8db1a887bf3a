// `ratio_at_least`: what was launched while the subject was there, and what it answered.
#pragma once

#include <span>
#include <vector>

#include "finding.hpp"
#include "lantoa/exact.hpp"
#include "lantoa/measured.hpp"

namespace lantoa {

/// The share of launched keys that are answered. It borrows facts, plan and rule.
class AnswerRatio {
 public:
  AnswerRatio(const Facts& facts, const Plan& plan, const Rule& rule);

  /// Measures the notch of the share; both registers are present.
  ///
  /// @param answers  the events of the rule's fact
  /// @param notes    where to write down what decides; may be null
  [[nodiscard]] Measured measure(const Asker& asker, std::span<const Event> answers, Notes* notes);

 private:
  /// A key with what is known of its answer, now and by the end of its year.
  struct Launched {
    Tri there = Tri::kYes;  // was the subject there, was it launched at all
    Tri answered = Tri::kNo;
    bool may_come = false;
    bool hidden = false;  // a gap of the answers may hide one
    int year = 0;         // in the window; -1: not known
  };
  struct Share {
    std::int64_t answered = 0;
    std::int64_t asked = 0;
    [[nodiscard]] Notch notch() const { return asked == 0 ? 2000 : notch_of(answered, asked); }
  };

  const Facts& facts_;
  const FactRule& fact_;
  Window window_;
  Gaps answer_gaps_;
  Gaps launch_gaps_;
  std::vector<int> blank_;  // answers without a key: of each year, and last those without a day
  std::vector<int> unanswered_;  // launched and not answered: in the same order
  std::vector<Launched> launched_;

  void count_blank_keys(std::span<const Event> answers);
  [[nodiscard]] Launched launched(const Asker& asker, std::span<const Event> answers,
                                  Code row) const;
  void note(const Asker& asker, const Launched& launched, Code row, Notes& notes) const;
  [[nodiscard]] Tri present(const Asker& asker, Day day) const;
  [[nodiscard]] Share share(bool best, bool future);
  [[nodiscard]] Measured total(const Asker& asker, bool launches_hidden);
  [[nodiscard]] static Notch with_more(Share share, bool more);
};

}  // namespace lantoa
