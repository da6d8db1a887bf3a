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
    bool surely_may_come = false;  // in whichever year it was launched
    bool may_come = false;
    bool hidden = false;  // a gap of the answers may hide one
    bool dated = true;
    int first_year = 0;  // in the window: of its day, or the first and last that are possible
    int last_year = 0;
  };
  /// Days on which a key may have been launched.
  struct Days {
    Day first = kLastDay;
    Day last = kFirstDay;
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
  std::vector<Launched> launched_;
  std::vector<const Launched*> unanswered_;

  void count_blank_keys(std::span<const Event> answers, bool future);
  [[nodiscard]] bool take_blank_key(const Launched& launched);
  [[nodiscard]] Days undated(const Asker& asker) const;
  [[nodiscard]] Launched launched(const Asker& asker, std::span<const Event> answers,
                                  Code row) const;
  void note(const Asker& asker, const Launched& launched, Code row, Notes& notes) const;
  [[nodiscard]] Tri present(const Asker& asker, Day day) const;
  [[nodiscard]] Share share(std::span<const Event> answers, bool best, bool future);
  [[nodiscard]] Measured total(const Asker& asker, std::span<const Event> answers,
                               bool launches_hidden);
  [[nodiscard]] static Notch with_more(Share share, bool more);
};

}  // namespace lantoa
