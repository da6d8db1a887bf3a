// What the rules of a point table make of the evidence of one subject.
#pragma once

#include <span>
#include <vector>

#include "lantoa/tally.hpp"
#include "rows.hpp"

namespace lantoa {

/// The evidence of one subject, read by the conditions and rules of a table.
class EvidenceRow {
 public:
  EvidenceRow(const TallyTable& table, const TallyEvidence& evidence, Eigen::Index row)
      : table_(table), evidence_(evidence), row_(row) {}

  [[nodiscard]] Quotient at(Code evidence) const;
  [[nodiscard]] Tri holds(const TallyCondition& condition) const;
  [[nodiscard]] Tri all(std::span<const TallyCondition> conditions) const;

 private:
  const TallyTable& table_;
  const TallyEvidence& evidence_;
  Eigen::Index row_;
};

/// What a rule adds or deducts, and the bits that say how sure that is.
struct Contribution {
  Interval points;
  Code note = kSure;
};

/// The contribution of any rule but an override, its conditions asked.
///
/// @param clean  whether no other rule of the item deducts anything
[[nodiscard]] Contribution contribution(const TallyRule& rule, const EvidenceRow& evidence,
                                        Tri clean);

/// A sum that keeps kNoLeast and kNoMost: an end that nothing bounds stays one.
[[nodiscard]] constexpr Amount plus(Amount a, Amount b) {
  if (a == kNoLeast || b == kNoLeast) return kNoLeast;
  if (a == kNoMost || b == kNoMost) return kNoMost;
  return a + b;
}

[[nodiscard]] constexpr Interval hull(const Interval& a, const Interval& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// Refuses what would be read outside its array, and amounts that are too large.
void check(const TallyTable& table, const TallyEvidence& evidence);

}  // namespace lantoa
