// Exact fractions, for ratios and their means.
//
// A ratio is compared with whole per mille only, so its *notch* says all that is asked:
// twice the whole per mille, plus one if something is left over. 999.5 per mille has notch
// 1999, 1000 has 2000, 1000.1 has 2001. `at least s` is notch >= 2 s, `more than s` is
// notch >= 2 s + 1, and the order of notches is the order of the fractions at that grain.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace lantoa {

using Notch = std::int32_t;

inline constexpr Notch kNotchMax = std::numeric_limits<Notch>::max() / 2;  ///< any ratio above

/// A fraction that is not negative, of any size: sums of many denominators stay exact.
class Fraction {
 public:
  Fraction() = default;  ///< 0
  Fraction(std::int64_t numerator, std::int64_t denominator);

  [[nodiscard]] Fraction plus(const Fraction& other) const;
  [[nodiscard]] Fraction over(std::int64_t count) const;
  [[nodiscard]] bool less_than(const Fraction& other) const;
  /// The notch of this fraction, at the most kNotchMax.
  [[nodiscard]] Notch notch() const;

 private:
  using Limbs = std::vector<std::uint32_t>;  // lowest first, no leading zeros

  std::uint64_t numerator_ = 0;
  std::uint64_t denominator_ = 1;
  Limbs big_numerator_;  // of a fraction that 64 bits do not hold; then the two above are unused
  Limbs big_denominator_;

  static Fraction of(Limbs numerator, Limbs denominator);
  [[nodiscard]] bool is_small() const { return big_denominator_.empty(); }
  [[nodiscard]] Limbs numerator() const;
  [[nodiscard]] Limbs denominator() const;
  [[nodiscard]] Notch big_notch() const;
};

/// The notch of numerator / denominator, both not negative, the denominator positive.
[[nodiscard]] Notch notch_of(std::int64_t numerator, std::int64_t denominator);

}  // namespace lantoa
