#include "lantoa/exact.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace lantoa {
namespace {

using Limbs = std::vector<std::uint32_t>;
__extension__ using Wide = unsigned __int128;

constexpr int kThousandFits = 54;  // a number of so many bits times 1000 has no more than 64

bool fits(Wide value) { return value >> 64U == 0; }

Limbs limbs(std::uint64_t value) {
  Limbs out;
  for (; value != 0; value >>= 32U) out.push_back(static_cast<std::uint32_t>(value));
  return out;
}

Limbs product(const Limbs& a, const Limbs& b) {
  Limbs out(a.size() + b.size(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.size() || carry != 0; ++j) {
      carry += out[i + j] + (j < b.size() ? std::uint64_t{a[i]} * b[j] : 0U);
      out[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
  }
  while (!out.empty() && out.back() == 0) out.pop_back();
  return out;
}

Limbs sum(const Limbs& a, const Limbs& b) {
  Limbs out;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
    carry += (i < a.size() ? std::uint64_t{a[i]} : 0U) + (i < b.size() ? std::uint64_t{b[i]} : 0U);
    out.push_back(static_cast<std::uint32_t>(carry));
    carry >>= 32U;
  }
  return out;
}

int compare(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

}  // namespace

Fraction::Fraction(std::int64_t numerator, std::int64_t denominator)
    : numerator_(static_cast<std::uint64_t>(numerator)),
      denominator_(static_cast<std::uint64_t>(denominator)) {}

Fraction Fraction::of(Limbs numerator, Limbs denominator) {
  Fraction out;
  out.big_numerator_ = std::move(numerator);
  out.big_denominator_ = std::move(denominator);
  return out;
}

Fraction::Limbs Fraction::numerator() const {
  return is_small() ? limbs(numerator_) : big_numerator_;
}

Fraction::Limbs Fraction::denominator() const {
  return is_small() ? limbs(denominator_) : big_denominator_;
}

Fraction Fraction::plus(const Fraction& other) const {
  if (is_small() && other.is_small()) {
    const Wide above = Wide{numerator_} * other.denominator_;
    const Wide more = Wide{other.numerator_} * denominator_;
    const Wide below = Wide{denominator_} * other.denominator_;
    if (fits(above) && fits(more) && fits(above + more) && fits(below)) {
      Fraction out;
      out.numerator_ = static_cast<std::uint64_t>(above + more);
      out.denominator_ = static_cast<std::uint64_t>(below);
      return out;
    }
  }
  return of(
      sum(product(numerator(), other.denominator()), product(other.numerator(), denominator())),
      product(denominator(), other.denominator()));
}

Fraction Fraction::over(std::int64_t count) const {
  Fraction out = *this;
  const Wide below = Wide{denominator_} * static_cast<std::uint64_t>(count);
  if (is_small() && fits(below)) {
    out.denominator_ = static_cast<std::uint64_t>(below);
    return out;
  }
  return of(numerator(), product(denominator(), limbs(static_cast<std::uint64_t>(count))));
}

bool Fraction::less_than(const Fraction& other) const {
  if (is_small() && other.is_small()) {
    return Wide{numerator_} * other.denominator_ < Wide{other.numerator_} * denominator_;
  }
  return compare(product(numerator(), other.denominator()),
                 product(other.numerator(), denominator())) < 0;
}

Notch Fraction::notch() const {
  if (!is_small() || std::bit_width(numerator_) > kThousandFits) return big_notch();
  const std::uint64_t scaled = 1000 * numerator_;
  const std::uint64_t whole = scaled / denominator_;
  if (whole >= kNotchMax / 2) return kNotchMax;
  return static_cast<Notch>(2 * whole + (scaled % denominator_ != 0 ? 1 : 0));
}

Notch Fraction::big_notch() const {
  const Limbs scaled = product(numerator(), limbs(1000));
  std::uint64_t whole = 0;  // the most q with q * denominator <= scaled, found bit by bit
  for (std::uint64_t bit = std::uint64_t{1} << 30U; bit != 0; bit >>= 1U) {
    if (compare(product(denominator(), limbs(whole | bit)), scaled) <= 0) whole |= bit;
  }
  const bool rest = compare(product(denominator(), limbs(whole)), scaled) != 0;
  return static_cast<Notch>(
      std::min<std::uint64_t>(2 * whole + (rest ? 1 : 0), std::uint64_t{kNotchMax}));
}

Notch notch_of(std::int64_t numerator, std::int64_t denominator) {
  return Fraction(numerator, denominator).notch();
}

}  // namespace lantoa
