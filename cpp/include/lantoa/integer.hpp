// Whole numbers of any size, for answers that must be exact: the determinants of a simplex.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lantoa {

__extension__ using Wide = __int128;

/// A whole number with a sign; it grows as it must.
class Integer {
 public:
  Integer() = default;
  Integer(std::int64_t value);  // NOLINT: a number is a number

  /// -1, 0 or 1.
  [[nodiscard]] int sign() const { return limbs_.empty() ? 0 : is_negative_ ? -1 : 1; }
  [[nodiscard]] Integer operator-() const;
  [[nodiscard]] Integer operator+(const Integer& other) const;
  [[nodiscard]] Integer operator-(const Integer& other) const { return *this + -other; }
  [[nodiscard]] Integer operator*(const Integer& other) const;
  [[nodiscard]] std::strong_ordering operator<=>(const Integer& other) const;
  [[nodiscard]] bool operator==(const Integer& other) const = default;

  /// The quotient by a number that divides it; by any other the answer means nothing.
  [[nodiscard]] Integer divided_exactly(const Integer& by) const;
  /// The number in 62 bits and a sign; nothing where it needs more.
  [[nodiscard]] std::optional<std::int64_t> small() const;
  /// The whole part, rounded down, of this over a positive number, where that is small.
  [[nodiscard]] std::int64_t floor_over(const Integer& by) const;
  /// In base 16, as in "-1f".
  [[nodiscard]] std::string text() const;

  friend double ratio(const Integer& a, const Integer& b);
  friend Integer gcd(Integer a, Integer b);

 private:
  using Limbs = std::vector<std::uint32_t>;  // lowest first, no leading zeros

  Limbs limbs_;
  bool is_negative_ = false;  // never of 0

  Integer(Limbs limbs, bool is_negative);
  [[nodiscard]] Integer shifted_right(unsigned bits) const;
  [[nodiscard]] unsigned zeros() const;  // at the low end; not of 0
  [[nodiscard]] std::size_t bits() const;
  [[nodiscard]] double top() const;  // the first 64 bits as a number
};

/// a / b, right to within 2^-51 of itself.
[[nodiscard]] double ratio(const Integer& a, const Integer& b);

/// The greatest number that divides both; of 0 and 0 it is 0.
[[nodiscard]] Integer gcd(Integer a, Integer b);

}  // namespace lantoa
