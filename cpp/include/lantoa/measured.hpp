// A statistic at its corners, the bits that a threshold makes of it, and their verdict.
//
// A half of a verdict is met if the rule holds in every future, open if in some, failed if in
// none. A rule keeps the halves of its worst and its best filling of what is missing; where they
// differ the verdict is unknown. See `docs/verdicts.md`.
#pragma once

#include <compare>
#include <cstdint>

namespace lantoa {

inline constexpr std::int32_t kMany = 1 << 29;  ///< more than any threshold

/// A statistic at its four corners, filling x future, and provisionally at its two fillings.
struct Measured {
  std::int32_t worst_lo = 0;
  std::int32_t worst_hi = 0;
  std::int32_t best_lo = 0;
  std::int32_t best_hi = 0;
  std::int32_t provisional_worst = 0;
  std::int32_t provisional_best = 0;
  std::uint8_t also = 0xFF;       ///< bits of a second part that must hold too
  bool provisional_open = false;  ///< no year is left: open, unless the strict verdict is failed

  friend auto operator<=>(const Measured&, const Measured&) = default;
};

/// Bit by bit: worst_lo, worst_hi, best_lo, best_hi, and the same four provisionally.
using Bits = std::uint8_t;

inline constexpr Bits kWorstLo = 0x01;
inline constexpr Bits kBestLo = 0x04;
inline constexpr Bits kMetBits = 0xFF;
inline constexpr Bits kUnknownBits = 0xCC;  ///< worst failed, best met
inline constexpr Bits kOpenBits = 0xAA;

enum class Verdict : std::uint8_t { kFailed, kOpen, kUnknown, kMet };

/// The verdict of bits 0 to 3.
[[nodiscard]] Verdict verdict_of(Bits bits);
/// The provisional verdict, of bits 4 to 7.
[[nodiscard]] Verdict provisional_of(Bits bits);

/// Compares a statistic with its threshold.
[[nodiscard]] constexpr Bits gate(const Measured& m, std::int32_t threshold) {
  const auto reaches = [&](std::int32_t value) { return value >= threshold ? 1U : 0U; };
  const unsigned strict = (reaches(m.worst_lo) | reaches(m.worst_hi) << 1U |
                           reaches(m.best_lo) << 2U | reaches(m.best_hi) << 3U) &
                          m.also;
  unsigned provisional =
      (reaches(m.provisional_worst) * 0x30U | reaches(m.provisional_best) * 0xC0U) & m.also;
  if (m.provisional_open) provisional = kOpenBits & 0xF0U;
  if ((strict & kOpenBits) == 0) provisional = 0;  // what is lost for good is lost now too
  return static_cast<Bits>(strict | provisional);
}

}  // namespace lantoa
