// What decided: one rule again for one subject, or many for many, with the rows behind it.
#pragma once

#include <memory>
#include <vector>

#include "lantoa/measured.hpp"
#include "lantoa/notes.hpp"
#include "lantoa/verdict.hpp"

namespace lantoa {

/// What a rule found in one line: of a person, of a unit, or of one predecessor of a merged unit.
struct LineTrace {
  Code subject = 0;  ///< the predecessor
  Bits bits = 0;
  std::int32_t done = 0;     ///< what is sure by now: the statistic of the worst filling and future
  std::int32_t may = 0;      ///< what it may still become: best filling, best future
  std::int32_t needed = -1;  ///< how much more an open one needs; -1: nothing that can be counted
};

/// The trace of one rule for one subject.
struct Trace {
  Notes notes;
  bool asked = false;
  LineTrace whole;               ///< over all lines
  std::vector<LineTrace> lines;  ///< of a rule that reads a fact
};

/// What decided, for some subjects and rules. A pair is a subject and a rule that is asked of it.
struct Survey {
  Codes subject;   ///< of each pair
  Codes rule;      ///< of each pair
  BitColumn bits;  ///< of each pair
  Codes done;      ///< what is sure by now: the statistic of the worst filling and future
  Codes may;       ///< what it may still become: best filling, best future; kMany and above: no end
  Codes needed;    ///< how much more an open one needs; -1: nothing that can be counted
  Codes why;       ///< one bit per Why, of what an unknown waits for
  Codes open_years;  ///< one bit per year of the window
  Codes note_pair;   ///< of each note: which pair it belongs to
  Codes note_part;
  Codes note_table;
  Codes note_row;  ///< position in the register, -1 for what is not there
  Codes note_subject;
  Codes note_year;  ///< 0 where the rule is not yearly
  Codes note_why;
  Codes note_line;     ///< which line of a merged unit, from 0
  Codes line_pair;     ///< of each line of a merged unit: which pair it belongs to
  Codes line_subject;  ///< the predecessor
  BitColumn line_bits;
  Codes line_done;
  Codes line_may;
  Codes line_needed;
};

/// Judges again and writes down what decided.
///
/// Holds what is alike for all subjects, so that asking for one is quick. It borrows facts and
/// plan, which must outlive it.
class Inspector {
 public:
  Inspector(const Facts& facts, const Plan& plan);

  /// @param subject  the code of a judged subject
  [[nodiscard]] Trace inspect(Code subject, Code rule) const;
  /// The same for many subjects and every rule that is asked of them.
  [[nodiscard]] Survey survey(const Eigen::Ref<const Codes>& subjects,
                              const Eigen::Ref<const Codes>& rules) const;

 private:
  struct Held;
  std::shared_ptr<const Held> held_;
};

}  // namespace lantoa
