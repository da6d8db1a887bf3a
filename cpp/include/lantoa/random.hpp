// Random numbers without a state: what is drawn follows from where it is drawn.
//
// A draw is a function of seed, stream, replicate and position and of nothing else, so the same
// ones come out whatever the number of threads, the order of the work, or the machine: even the
// logarithm is ours, because that of the standard library may differ in its last digit.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace lantoa {

/// 128 bits in words, lowest first.
using Words = std::array<std::uint32_t, 4>;

/// Philox4x32-10: a bijection of counters that looks random, one for each key.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
[[nodiscard]] Words philox(Words counter, std::array<std::uint32_t, 2> key);

/// What is drawn for: streams of one seed have nothing in common.
enum class Stream : std::uint8_t {
  kWeights,
  kErrors,
  kCascades,
  kReverseSets,
  kLots,
  kPermutations,
  kYears,
  kNoise,
  kRanks,
  kPulses,
  kTurns
};

/// The draws of one replicate.
class Draws {
 public:
  Draws(std::uint64_t seed, Stream stream, std::uint64_t replicate);

  /// 128 bits; others for every position.
  [[nodiscard]] Words words(std::uint32_t position) const;

  /// Two numbers in (0, 1), of 52 bits; another pair for every position.
  [[nodiscard]] std::array<double, 2> uniforms(std::uint32_t position) const;

  /// Two normal numbers of mean 0 and variance 1; another pair for every position.
  ///
  /// By the polar method (Marsaglia and Bray 1964), whose attempts are positions of their own:
  /// `position` must be below 2^24.
  [[nodiscard]] std::array<double, 2> normals(std::uint32_t position) const;

  /// The pairs of normal numbers of positions 0, 1, 2 ..., which is quicker than one by one.
  ///
  /// @param one, other  where they go, as many of either
  void normals(std::span<double> one, std::span<double> other) const;

 private:
  [[nodiscard]] std::array<double, 2> normals_from(std::uint32_t position,
                                                   std::uint32_t attempt) const;

  std::array<std::uint32_t, 2> key_;
  Words counter_;
};

/// The natural logarithm of a normal positive number to 4 units in the last place near 1 and 1
/// elsewhere, the same bits everywhere.
[[nodiscard]] double natural_log(double x);

/// An exponential number of mean 1 from a number in (0, 1).
[[nodiscard]] inline double exponential(double uniform) { return -natural_log(uniform); }

}  // namespace lantoa
