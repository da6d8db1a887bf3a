// Verdicts: four bits a rule, four more for the provisional one, and what is made of them.
//
// A half of a verdict is met if the rule holds in every future, open if in some, failed if in
// none. A rule keeps the halves of its worst and its best filling of what is missing; where they
// differ the verdict is unknown. See `docs/verdicts.md`.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/criterion.hpp"
#include "lantoa/events.hpp"
#include "lantoa/lineage.hpp"
#include "lantoa/notes.hpp"

namespace lantoa {

/// Bit by bit: worst_lo, worst_hi, best_lo, best_hi, and the same four provisionally.
using Bits = std::uint8_t;

inline constexpr Bits kMetBits = 0xFF;
inline constexpr Bits kUnknownBits = 0xCC;  ///< worst failed, best met
inline constexpr Bits kOpenBits = 0xAA;

enum class Verdict : std::uint8_t { kFailed, kOpen, kUnknown, kMet };

/// The verdict of bits 0 to 3.
[[nodiscard]] Verdict verdict_of(Bits bits);
/// The provisional verdict, of bits 4 to 7.
[[nodiscard]] Verdict provisional_of(Bits bits);
/// Compares a statistic with its threshold.
[[nodiscard]] Bits gate(const Measured& measured, std::int32_t threshold);

/// Who counts as in, for places, quotas and reports.
enum class Counting : std::uint8_t {
  kPossible,     ///< met or still open
  kProvisional,  ///< met on the closed years
  kMet,
};

using BitColumn = Eigen::Matrix<Bits, Eigen::Dynamic, 1>;
using BitTable = Eigen::Matrix<Bits, Eigen::Dynamic, Eigen::Dynamic>;

/// Who was judged, and every rule's bits. Rows: judged subjects, units first, by code.
struct Evaluation {
  Codes subjects;       ///< codes of those who are judged; a unit under its id in force
  Codes units;          ///< the unit of each, kBlank where there is none
  BitTable bits;        ///< subjects x rules; rules that are not asked of a subject are met
  BitColumn all;        ///< over all gates
  BitColumn countable;  ///< over countable gates
  Codes out;            ///< for every subject of the office, an Out
};

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

/// The Verdict of each row, strict or provisional.
[[nodiscard]] Codes verdicts(const Eigen::Ref<const BitColumn>& bits, bool provisional);
/// 1 for each row that counts as in, else 0.
[[nodiscard]] Codes counted(const Eigen::Ref<const BitColumn>& bits, Counting counting);

/// Judges everybody in scope. The same facts and plan give the same bits for any thread count.
///
/// @param threads  0: as many as there are cores
[[nodiscard]] Evaluation evaluate(const Facts& facts, const Plan& plan, int threads = 0);

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
/// Holds what is alike for all subjects, so that asking for one is quick.
class Inspector {
 public:
  Inspector(const Facts& facts, const Plan& plan);

  /// @param subject  the code of a judged subject
  [[nodiscard]] Trace inspect(Code subject, Code rule) const;
  /// The same for many subjects and every rule that is asked of them.
  [[nodiscard]] Survey survey(const Eigen::Ref<const Codes>& subjects,
                              const Eigen::Ref<const Codes>& rules) const;

 private:
  const Facts& facts_;
  const Plan& plan_;
  Lineage lineage_;
  BitTable unit_bits_;
};

}  // namespace lantoa
