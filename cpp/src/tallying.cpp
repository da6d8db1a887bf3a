#include "tallying.hpp"

#include <algorithm>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

__extension__ using Wide = __int128;

/// Below 0, 0 or above it, as the evidence lies below, on or above the threshold.
int compared(const Quotient& value, const Quotient& threshold) {
  const Wide left = Wide{value.first} * threshold.second;
  const Wide right = Wide{threshold.first} * value.second;
  return left < right ? -1 : left > right ? 1 : 0;
}

/// Evidence is never negative, so some conditions hold whatever it is.
bool always_holds(const TallyCondition& condition) {
  const bool from_zero =
      condition.low.first < 0 || (condition.low.first == 0 && !condition.low_open);
  return !condition.has_high && (!condition.has_low || from_zero);
}

Amount within_reach(Wide amount) {
  if (-Wide{kAmountMax} <= amount && amount <= Wide{kAmountMax}) return static_cast<Amount>(amount);
  throw InputError("points of a rule lie beyond " + std::to_string(kAmountMax) + " either way");
}

/// Nothing up to as much as one likes, in the direction of `points`.
Interval any_number_of(Amount points) {
  if (points == 0) return {};
  return points < 0 ? Interval{kNoLeast, 0} : Interval{0, kNoMost};
}

Interval times(Amount points, std::int64_t fewest, std::int64_t most) {
  const Amount few = within_reach(Wide{points} * fewest);
  const Amount many = within_reach(Wide{points} * most);
  return {std::min(few, many), std::max(few, many)};
}

Contribution per_case(const TallyRule& rule, const EvidenceRow& evidence) {
  const Quotient count = evidence.at(rule.evidence);
  if (count.second == 0) return {any_number_of(rule.points), kOpen};
  if (rule.exempt == kBlank) return {times(rule.points, count.first, count.first)};
  const Quotient exempt = evidence.at(rule.exempt);
  if (exempt.second == 0) return {times(rule.points, 0, count.first), kOpen};
  const std::int64_t left = std::max<std::int64_t>(count.first - exempt.first, 0);
  return {times(rule.points, left, left)};
}

Contribution first_of(const TallyRule& rule, const EvidenceRow& evidence) {
  Contribution out{{kNoMost, kNoLeast}};
  Tri last = Tri::kNo;
  bool doubtful = false;
  for (const TallyCase& one : rule.cases) {
    last = evidence.all(one.when);
    if (last == Tri::kNo) continue;
    doubtful |= last == Tri::kPerhaps;
    out.points = hull(out.points, {one.low, one.high});
    if (one.gap && !doubtful) out.note |= kInNoBand;
    if (last == Tri::kYes) break;
  }
  if (last != Tri::kYes && !(rule.complete && doubtful)) out.points = hull(out.points, {0, 0});
  if (doubtful) out.note |= kOpen;
  return out;
}

/// The points above the start: 0 on it and below, the first ones above, then step by step.
Amount above_start(const TallyRule& rule, const Quotient& value) {
  const Wide above = Wide{value.first} * rule.start.second - Wide{rule.start.first} * value.second;
  if (above <= 0) return 0;
  const Wide steps = above * rule.step.second;
  const Wide whole = Wide{value.second} * rule.start.second * rule.step.first;
  const Wide more = rule.linear ? steps * rule.further / whole : steps / whole * rule.further;
  return within_reach(Wide{rule.points} + more);
}

Contribution per_further(const TallyRule& rule, const EvidenceRow& evidence) {
  const Quotient value = evidence.at(rule.evidence);
  if (value.second != 0) {
    const Amount points = above_start(rule, value);
    return {{points, points}};
  }
  const Interval first{std::min<Amount>(rule.points, 0), std::max<Amount>(rule.points, 0)};
  return {hull(first, any_number_of(rule.further)), kOpen};
}

Contribution without_conditions(const TallyRule& rule, const EvidenceRow& evidence) {
  if (rule.kind == TallyKind::kPerCase) return per_case(rule, evidence);
  return rule.kind == TallyKind::kFirstOf ? first_of(rule, evidence) : per_further(rule, evidence);
}

}  // namespace

Quotient EvidenceRow::at(Code evidence) const {
  const auto [part, whole] = table_.shares[Table::index(evidence)];
  if (part == kBlank) {
    return {evidence_.numerator(row_, evidence), evidence_.denominator(row_, evidence)};
  }
  const Quotient above = at(part);
  const Quotient below = at(whole);
  if (above.second == 0 || below.second == 0 || below.first == 0) return {0, 0};
  return {100 * above.first, below.first};
}

Tri EvidenceRow::holds(const TallyCondition& condition) const {
  if (always_holds(condition)) return Tri::kYes;
  const Quotient value = at(condition.evidence);
  if (value.second == 0) return Tri::kPerhaps;
  if (condition.has_low && compared(value, condition.low) < (condition.low_open ? 1 : 0)) {
    return Tri::kNo;
  }
  const bool over =
      condition.has_high && compared(value, condition.high) > (condition.high_open ? -1 : 0);
  return over ? Tri::kNo : Tri::kYes;
}

Tri EvidenceRow::all(std::span<const TallyCondition> conditions) const {
  Tri found = Tri::kYes;
  for (const TallyCondition& one : conditions) found = both(found, holds(one));
  return found;
}

Contribution contribution(const TallyRule& rule, const EvidenceRow& evidence, Tri clean) {
  Tri asked = evidence.all(rule.only_if);
  if (rule.if_no_deduction) asked = both(asked, clean);
  if (asked == Tri::kNo) return {};
  Contribution out = without_conditions(rule, evidence);
  if (asked == Tri::kPerhaps) {
    out.points = hull(out.points, {0, 0});
    out.note = kOpen;
  } else if (out.points != Interval{}) {
    out.note |= kHasApplied;
  }
  return out;
}

}  // namespace lantoa
