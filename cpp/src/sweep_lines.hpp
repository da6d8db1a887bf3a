// Lines whose points are compared at a fraction, exactly, and just before and after it.
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "lantoa/sweep.hpp"

namespace lantoa {

__extension__ using Wide = __int128;

/// Ends and coefficients beyond these would not fit in 128 bits where they are compared.
inline constexpr std::int64_t kMostPoints = std::int64_t{1} << 60;
inline constexpr std::int64_t kMostTheta = std::int64_t{1} << 62;

/// @throws InputError when the parts of the lines differ in size or a number is too great
void check(const Lines& lines, const Theta& from, const Theta& to);

[[nodiscard]] std::strong_ordering operator<=>(const Theta& one, const Theta& other);
[[nodiscard]] inline bool operator==(const Theta& one, const Theta& other) {
  return (one <=> other) == std::strong_ordering::equal;
}
[[nodiscard]] Theta lowest_terms(const Theta& theta);

/// Where the order is asked: exactly at a value, or on the stretch that ends or begins there.
enum class Approach : std::uint8_t { kBefore, kAt, kAfter };

/// Equal lines that the chain does not part: they stand and fall together.
struct Bundle {
  std::int64_t a = 0;
  std::int64_t b = 0;
  Code chain = 0;  ///< its step on the chain: more is better
  Code many = 1;
  std::vector<Code> rows;

  /// The points at theta, times its denominator.
  [[nodiscard]] Wide at(const Theta& theta) const {
    return Wide{a} * theta.denominator + Wide{b} * theta.numerator;
  }
};

/// What a line is ranked by at, before or after a value: the greater key stands before.
struct LineKey {
  Wide points = 0;
  std::int64_t slope = 0;  ///< decides beside a crossing
  Code chain = 0;

  friend bool operator==(const LineKey&, const LineKey&) = default;
  friend bool operator>(const LineKey& one, const LineKey& other) {
    if (one.points != other.points) return one.points > other.points;
    if (one.slope != other.slope) return one.slope > other.slope;
    return one.chain > other.chain;
  }
};

[[nodiscard]] LineKey key_of(const Bundle& line, const Theta& theta, Approach beside);

/// A line in the order at some value.
struct Ranked {
  LineKey key;
  Code line;
};

/// Some lines, whoever stands before first.
[[nodiscard]] std::vector<Ranked> in_order(std::span<const Bundle> lines,
                                           std::span<const Code> which, const Theta& theta,
                                           Approach beside);

/// The side of each line in an order, with seats for so many subjects.
void draw(std::span<const Bundle> lines, const std::vector<Ranked>& order, std::int64_t seats,
          Codes& sides);

}  // namespace lantoa
