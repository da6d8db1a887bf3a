#include "lantoa/integer.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace lantoa {
namespace {

using Limbs = std::vector<std::uint32_t>;

constexpr unsigned kLimb = 32;
constexpr std::size_t kSmall = 62;  // bits

void trim(Limbs& limbs) {
  while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
}

std::strong_ordering compare(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() <=> b.size();
  for (std::size_t i = a.size(); i-- > 0;) {
    if (a[i] != b[i]) return a[i] <=> b[i];
  }
  return std::strong_ordering::equal;
}

Limbs sum(const Limbs& a, const Limbs& b) {
  Limbs out;
  out.reserve(std::max(a.size(), b.size()) + 1);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
    carry += (i < a.size() ? std::uint64_t{a[i]} : 0U) + (i < b.size() ? std::uint64_t{b[i]} : 0U);
    out.push_back(static_cast<std::uint32_t>(carry));
    carry >>= kLimb;
  }
  return out;
}

/// a - b, where b is not greater.
Limbs difference(const Limbs& a, const Limbs& b) {
  Limbs out = a;
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::int64_t left = std::int64_t{a[i]} - (i < b.size() ? std::int64_t{b[i]} : 0) - borrow;
    borrow = left < 0 ? 1 : 0;
    out[i] = static_cast<std::uint32_t>(left);
  }
  trim(out);
  return out;
}

Limbs product(const Limbs& a, const Limbs& b) {
  Limbs out(a.size() + b.size(), 0);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      carry += out[i + j] + std::uint64_t{a[i]} * b[j];
      out[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= kLimb;
    }
    out[i + b.size()] = static_cast<std::uint32_t>(carry);
  }
  trim(out);
  return out;
}

/// What an odd number times it leaves 1 of, in 32 bits.
std::uint32_t inverse(std::uint32_t odd) {
  std::uint32_t found = odd;  // right in three bits, and each step doubles them
  for (int step = 0; step < 4; ++step) found *= 2U - odd * found;
  return found;
}

/// Division from the low end: each limb of the quotient clears one of what is left.
Limbs quotient(Limbs left, const Limbs& by) {
  Limbs out(left.size(), 0);
  const std::uint32_t unit = inverse(by.front());
  for (std::size_t i = 0; i < left.size(); ++i) {
    out[i] = left[i] * unit;
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < by.size() && i + j < left.size(); ++j) {
      carry += std::uint64_t{out[i]} * by[j];
      const auto low = static_cast<std::uint32_t>(carry);
      carry >>= kLimb;
      if (left[i + j] < low) ++carry;
      left[i + j] -= low;
    }
    for (std::size_t j = i + by.size(); carry != 0 && j < left.size(); ++j) {
      const auto low = static_cast<std::uint32_t>(carry);
      carry = left[j] < low ? 1 : 0;
      left[j] -= low;
    }
  }
  trim(out);
  return out;
}

}  // namespace

Integer::Integer(std::int64_t value) : is_negative_(value < 0) {
  auto size = static_cast<std::uint64_t>(value);
  if (is_negative_) size = 0U - size;
  for (; size != 0; size >>= kLimb) limbs_.push_back(static_cast<std::uint32_t>(size));
}

Integer::Integer(Limbs limbs, bool is_negative)
    : limbs_(std::move(limbs)), is_negative_(is_negative && !limbs_.empty()) {}

Integer Integer::operator-() const { return {limbs_, !is_negative_}; }

Integer Integer::operator+(const Integer& other) const {
  if (is_negative_ == other.is_negative_) return {sum(limbs_, other.limbs_), is_negative_};
  if (compare(limbs_, other.limbs_) < 0) {
    return {difference(other.limbs_, limbs_), other.is_negative_};
  }
  return {difference(limbs_, other.limbs_), is_negative_};
}

Integer Integer::operator*(const Integer& other) const {
  return {product(limbs_, other.limbs_), is_negative_ != other.is_negative_};
}

std::strong_ordering Integer::operator<=>(const Integer& other) const {
  if (sign() != other.sign()) return sign() <=> other.sign();
  return is_negative_ ? compare(other.limbs_, limbs_) : compare(limbs_, other.limbs_);
}

Integer Integer::divided_exactly(const Integer& by) const {
  if (sign() == 0) return {};
  const unsigned zeros = by.zeros();
  const Integer odd = by.shifted_right(zeros);
  return {quotient(shifted_right(zeros).limbs_, odd.limbs_), is_negative_ != by.is_negative_};
}

std::optional<std::int64_t> Integer::small() const {
  if (bits() > kSmall) return std::nullopt;
  std::int64_t size = 0;
  for (std::size_t i = limbs_.size(); i-- > 0;) size = (size << kLimb) | limbs_[i];
  return is_negative_ ? -size : size;
}

std::int64_t Integer::floor_over(const Integer& by) const {
  auto guess = static_cast<std::int64_t>(std::floor(ratio(*this, by)));
  while (Integer(guess) * by > *this) --guess;
  while (Integer(guess + 1) * by <= *this) ++guess;
  return guess;
}

std::string Integer::text() const {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = limbs_.size(); i-- > 0;) {
    for (unsigned shift = kLimb; shift != 0; shift -= 4) {
      out += kDigits[(limbs_[i] >> (shift - 4)) & 0xFU];
    }
  }
  out.erase(0, std::min(out.find_first_not_of('0'), out.size()));
  return out.empty() ? "0" : (is_negative_ ? "-" : "") + out;
}

double ratio(const Integer& a, const Integer& b) {
  if (a.sign() == 0) return 0;
  const auto shift = static_cast<int>(a.bits()) - static_cast<int>(b.bits());
  const double size = std::ldexp(a.top() / b.top(), shift);
  return a.sign() == b.sign() ? size : -size;
}

Integer gcd(Integer a, Integer b) {
  a.is_negative_ = b.is_negative_ = false;
  if (a.sign() == 0) return b;
  if (b.sign() == 0) return a;
  const unsigned both = std::min(a.zeros(), b.zeros());
  a = a.shifted_right(a.zeros());
  while (b.sign() != 0) {
    b = b.shifted_right(b.zeros());
    if (b < a) std::swap(a, b);
    b = b - a;
  }
  Integer power(1);
  for (unsigned bit = 0; bit < both; ++bit) power = power + power;
  return a * power;
}

Integer Integer::shifted_right(unsigned bits) const {
  const std::size_t whole = bits / kLimb;
  const unsigned rest = bits % kLimb;
  Limbs out;
  for (std::size_t i = whole; i < limbs_.size(); ++i) {
    const std::uint64_t above = i + 1 < limbs_.size() ? limbs_[i + 1] : 0;
    out.push_back(static_cast<std::uint32_t>(((above << kLimb) | limbs_[i]) >> rest));
  }
  trim(out);
  return {std::move(out), is_negative_};
}

unsigned Integer::zeros() const {
  unsigned limb = 0;
  while (limbs_[limb] == 0) ++limb;
  return limb * kLimb + static_cast<unsigned>(std::countr_zero(limbs_[limb]));
}

std::size_t Integer::bits() const {
  return limbs_.empty() ? 0 : limbs_.size() * kLimb - std::countl_zero(limbs_.back());
}

double Integer::top() const {
  double out = 0;  // three limbs hold the first 64 bits, whatever the first one has of them
  const std::size_t count = limbs_.size();
  for (std::size_t i = 0; i < 3; ++i) {
    const double limb = i < count ? limbs_[count - 1 - i] : 0;
    out += std::ldexp(limb, -static_cast<int>(kLimb * i));
  }
  const unsigned empty = count == 0 ? 0 : std::countl_zero(limbs_.back());
  return std::ldexp(out, static_cast<int>(empty));
}

}  // namespace lantoa
