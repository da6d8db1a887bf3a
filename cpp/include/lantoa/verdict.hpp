// Evaluating: the bits of every rule for everybody in scope, and over the gates.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/criterion.hpp"
#include "lantoa/lineage.hpp"
#include "lantoa/measured.hpp"

namespace lantoa {

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

/// The Verdict of each row, strict or provisional.
[[nodiscard]] Codes verdicts(const Eigen::Ref<const BitColumn>& bits, bool provisional);
/// 1 for each row that counts as in, else 0.
[[nodiscard]] Codes counted(const Eigen::Ref<const BitColumn>& bits, Counting counting);

/// Judges everybody in scope. The same facts and plan give the same bits for any thread count.
///
/// @param threads  0: as many as there are cores
[[nodiscard]] Evaluation evaluate(const Facts& facts, const Plan& plan, int threads = 0);

}  // namespace lantoa
