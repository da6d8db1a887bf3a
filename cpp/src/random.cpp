#include "lantoa/random.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace lantoa {
namespace {

/// A number in (0, 1): the middle of one of 2^52 steps, so that it is never an end.
double in_between(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32U | low) >> 12U;
  return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

constexpr double kOutside = std::numeric_limits<double>::max();  // no normal number

/// Whether a pair lies in the circle, and not in its middle.
bool is_inside(double square) { return square < 1 && square != 0; }

/// What brings a pair of the circle to two normal numbers.
double scale_of(double square) { return std::sqrt(-2 * natural_log(square) / square); }

}  // namespace

Words philox(Words counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const auto even = std::uint64_t{0xD2511F53U} * counter[0];
    const auto odd = std::uint64_t{0xCD9E8D57U} * counter[2];
    counter = {static_cast<std::uint32_t>(odd >> 32U) ^ counter[1] ^ key[0],
               static_cast<std::uint32_t>(odd),
               static_cast<std::uint32_t>(even >> 32U) ^ counter[3] ^ key[1],
               static_cast<std::uint32_t>(even)};
    key = {key[0] + 0x9E3779B9U, key[1] + 0xBB67AE85U};
  }
  return counter;
}

Draws::Draws(std::uint64_t seed, Stream stream, std::uint64_t replicate)
    : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)},
      counter_{0, static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(replicate),
               static_cast<std::uint32_t>(replicate >> 32U)} {}

Words Draws::words(std::uint32_t position) const {
  Words counter = counter_;
  counter[0] = position;
  return philox(counter, key_);
}

std::array<double, 2> Draws::uniforms(std::uint32_t position) const {
  const Words drawn = words(position);
  return {in_between(drawn[0], drawn[1]), in_between(drawn[2], drawn[3])};
}

std::array<double, 2> Draws::normals(std::uint32_t position) const {
  return normals_from(position, 0);
}

void Draws::normals(std::span<double> one, std::span<double> other) const {
  // Step by step for all, so that no pair waits for another one's attempts.
  for (std::size_t at = 0; at < one.size(); ++at) {
    const auto [u, v] = uniforms(static_cast<std::uint32_t>(at));
    one[at] = 2 * u - 1;
    other[at] = 2 * v - 1;
  }
  for (std::size_t at = 0; at < one.size(); ++at) {
    const double square = one[at] * one[at] + other[at] * other[at];
    const double scale = scale_of(is_inside(square) ? square : 0.5);
    one[at] = is_inside(square) ? one[at] * scale : kOutside;
    other[at] *= scale;
  }
  for (std::size_t at = 0; at < one.size(); ++at) {
    if (one[at] != kOutside) continue;
    const auto [x, y] = normals_from(static_cast<std::uint32_t>(at), 1);
    one[at] = x;
    other[at] = y;
  }
}

std::array<double, 2> Draws::normals_from(std::uint32_t position, std::uint32_t attempt) const {
  for (;; ++attempt) {
    const auto [u, v] = uniforms(position | attempt << 24U);
    const double x = 2 * u - 1;
    const double y = 2 * v - 1;
    const double square = x * x + y * y;
    if (is_inside(square)) return {x * scale_of(square), y * scale_of(square)};
  }
}

double natural_log(double x) {
  // x = 2^exponent m with m between sqrt(1/2) and sqrt(2); log m = 2 artanh((m - 1) / (m + 1)).
  constexpr std::uint64_t kSqrtHalf = 0x3FE6A09E667F3BCDU;
  const std::uint64_t above = std::bit_cast<std::uint64_t>(x) - kSqrtHalf;
  const auto exponent = static_cast<double>(static_cast<std::int64_t>(above) >> 52);
  const auto m = std::bit_cast<double>((above & 0x000FFFFFFFFFFFFFU) + kSqrtHalf);
  const double s = (m - 1) / (m + 1);
  const double z = s * s;
  double series = 1.0 / 21;
  for (int odd = 19; odd >= 3; odd -= 2) series = series * z + 1.0 / odd;
  // 32 bits of log 2, so that times an exponent they stay exact, and the rest.
  constexpr auto kLogTwoHigh =
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(std::numbers::ln2) & 0xFFFFFFFFFFE00000U);
  constexpr double kLogTwoLow = 0x1.a39ef35793c76p-33;
  const double tail = 2 * s * z * series + exponent * kLogTwoLow;
  return exponent * kLogTwoHigh + (2 * s + tail);
}

}  // namespace lantoa
