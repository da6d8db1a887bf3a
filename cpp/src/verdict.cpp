#include "lantoa/verdict.hpp"

#include "checking.hpp"
#include "evaluating.hpp"

namespace lantoa {

Codes verdicts(const Eigen::Ref<const BitColumn>& bits, bool provisional) {
  return bits.unaryExpr([&](Bits row) {
    return static_cast<Code>(provisional ? provisional_of(row) : verdict_of(row));
  });
}

Codes counted(const Eigen::Ref<const BitColumn>& bits, Counting counting) {
  return bits.unaryExpr([&](Bits row) -> Code {
    const Verdict verdict =
        counting == Counting::kProvisional ? provisional_of(row) : verdict_of(row);
    const bool possible = counting == Counting::kPossible && verdict == Verdict::kOpen;
    return verdict == Verdict::kMet || possible ? 1 : 0;
  });
}

Evaluation evaluate(const Facts& facts, const Plan& plan, int threads) {
  check(facts, plan);
  return Evaluator(facts, plan, threads).evaluate();
}

}  // namespace lantoa
