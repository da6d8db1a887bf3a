#include "lantoa/exact.hpp"

#include <algorithm>
#include <bit>

namespace lantoa {

Fraction::Limbs Fraction::limbs(std::uint64_t value) {
  Limbs out;
  for (; value != 0; value >>= 32U) out.push_back(static_cast<std::uint32_t>(value));
  return out;
}

Fraction::Limbs Fraction::product(const Limbs& a, const Limbs& b) {
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

Fraction::Limbs Fraction::sum(const Limbs& a, const Limbs& b) {
  Limbs out;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
    carry += (i < a.size() ? std::uint64_t{a[i]} : 0U) + (i < b.size() ? std::uint64_t{b[i]} : 0U);
    out.push_back(static_cast<std::uint32_t>(carry));
    carry >>= 32U;
  }
  return out;
}

int Fraction::compare(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return 0;
}

Fraction::Fraction(std::int64_t numerator, std::int64_t denominator)
    : numerator_(limbs(static_cast<std::uint64_t>(numerator))),
      denominator_(limbs(static_cast<std::uint64_t>(denominator))) {}

const Fraction::Limbs& Fraction::denominator() const {
  static const Limbs one = {1};
  return denominator_.empty() ? one : denominator_;
}

Fraction Fraction::plus(const Fraction& other) const {
  Fraction out;
  out.numerator_ =
      sum(product(numerator_, other.denominator()), product(other.numerator_, denominator()));
  out.denominator_ = product(denominator(), other.denominator());
  return out;
}

Fraction Fraction::over(std::int64_t count) const {
  Fraction out = *this;
  out.denominator_ = product(denominator(), limbs(static_cast<std::uint64_t>(count)));
  return out;
}

bool Fraction::less_than(const Fraction& other) const {
  return compare(product(numerator_, other.denominator()),
                 product(other.numerator_, denominator())) < 0;
}

Notch Fraction::notch() const {
  const Limbs scaled = product(numerator_, limbs(1000));
  std::uint64_t whole = 0;  // the most q with q * denominator <= scaled, found bit by bit
  for (std::uint64_t bit = std::uint64_t{1} << 30U; bit != 0; bit >>= 1U) {
    if (compare(product(denominator(), limbs(whole | bit)), scaled) <= 0) whole |= bit;
  }
  const bool rest = compare(product(denominator(), limbs(whole)), scaled) != 0;
  return static_cast<Notch>(
      std::min<std::uint64_t>(2 * whole + (rest ? 1 : 0), std::uint64_t{kNotchMax}));
}

Notch notch_of(std::int64_t numerator, std::int64_t denominator) {
  if (std::bit_width(static_cast<std::uint64_t>(numerator)) > 50) {
    return Fraction(numerator, denominator).notch();
  }
  const std::int64_t scaled = 1000 * numerator;
  const std::int64_t whole = scaled / denominator;
  if (whole >= kNotchMax / 2) return kNotchMax;
  return static_cast<Notch>(2 * whole + (scaled % denominator != 0 ? 1 : 0));
}

}  // namespace lantoa
