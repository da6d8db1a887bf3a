#include "lantoa/measured.hpp"

namespace lantoa {
namespace {

Verdict verdict_of_four(unsigned bits) {
  const auto half = [](unsigned two) { return (two & 1U) != 0 ? 2 : (two & 2U) != 0 ? 1 : 0; };
  const int worst = half(bits & 3U);
  const int best = half(bits >> 2U & 3U);
  if (worst != best) return Verdict::kUnknown;
  return worst == 2 ? Verdict::kMet : worst == 1 ? Verdict::kOpen : Verdict::kFailed;
}

}  // namespace

Verdict verdict_of(Bits bits) { return verdict_of_four(bits & 0x0FU); }

Verdict provisional_of(Bits bits) { return verdict_of_four(static_cast<unsigned>(bits) >> 4U); }

}  // namespace lantoa
