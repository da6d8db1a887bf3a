#include "lantoa/verdict.hpp"

#include <array>

#include "checking.hpp"
#include "evaluating.hpp"

namespace lantoa {

namespace {

/// What a function says of each row, asked once for each of the 256 values a row can have.
template <class Of>
Codes looked_up(const Eigen::Ref<const BitColumn>& bits, Of of) {
  std::array<Code, 256> says{};
  for (std::size_t value = 0; value < says.size(); ++value) {
    says[value] = of(static_cast<Bits>(value));
  }
  return bits.unaryExpr([&](Bits row) { return says[row]; });
}

}  // namespace

Codes verdicts(const Eigen::Ref<const BitColumn>& bits, bool provisional) {
  return looked_up(bits, [&](Bits row) {
    return static_cast<Code>(provisional ? provisional_of(row) : verdict_of(row));
  });
}

Codes counted(const Eigen::Ref<const BitColumn>& bits, Counting counting) {
  return looked_up(bits, [&](Bits row) -> Code {
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
