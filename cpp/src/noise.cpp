#include "lantoa/noise.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

#include "beta.hpp"
#include "handing.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

void check(const Order& first, const Order& second, double reliability, double level,
           std::int64_t draws) {
  if (first.size() != second.size()) throw InputError("both years must be of the same subjects");
  if (!(reliability >= 0 && reliability <= 1)) {
    throw InputError("reliability must be 0 to 1, not " + std::to_string(reliability));
  }
  if (!(level > 0 && level < 1)) {
    throw InputError("level must be above 0 and below 1, not " + std::to_string(level));
  }
  if (draws < 1) throw InputError("draws must be 1 or more, not " + std::to_string(draws));
}

/// The values in order, and no more of them than are simulated: those at even distances.
Order sorted(const Order& values, Eigen::Index size) {
  Order all = values;
  std::ranges::sort(all);
  Order out(size);
  for (Eigen::Index at = 0; at < size; ++at) out[at] = all[(2 * at + 1) * all.size() / (2 * size)];
  return out;
}

bool has_ties(const Order& sorted) { return std::ranges::adjacent_find(sorted) != sorted.end(); }

/// Tau-b of each draw; one that parts nobody counts as 0.
std::vector<double> simulated(const Order& first, const Order& second, double reliability,
                              std::int64_t draws, std::uint64_t seed, std::uint64_t replicate,
                              Threads threads) {
  const Eigen::Index n = first.size();
  const double rest = std::sqrt((1 - reliability) * (1 + reliability));
  std::vector<double> found(static_cast<std::size_t>(draws));
  const auto simulate = [&](std::int64_t begin, std::int64_t end) {
    HandedTau tau(first, second);
    const auto size = static_cast<std::size_t>(n);
    Eigen::VectorXd one(n);
    Eigen::VectorXd other(n);
    for (std::int64_t draw = begin; draw < end; ++draw) {
      const Draws errors(seed, Stream::kNoise, replicate + static_cast<std::uint64_t>(draw));
      errors.normals({one.data(), size}, {other.data(), size});
      other = reliability * one + rest * other;
      found[static_cast<std::size_t>(draw)] = tau.of(one, other);
    }
  };
  constexpr std::int64_t kWork = 10'000;  // numbers in a block, about a millisecond
  const std::int64_t block = std::max<std::int64_t>(1, kWork / std::max<Eigen::Index>(n, 1));
  parallel_for_blocks(draws, draws * n < 4 * kWork ? draws : block, simulate, threads);
  return found;
}

/// The variance of tau of n bivariate normal pairs.
double variance(double n, double reliability) {
  const double whole = std::asin(reliability) / std::numbers::pi;
  const double half = std::asin(reliability / 2) / std::numbers::pi;
  const double triples = 2 * (n - 2) * (1.0 / 9 - 4 * half * half);
  return 2 * (1 - 4 * whole * whole + triples) / (n * (n - 1));
}

/// Quantiles that err to be wide where draws are few.
NoiseRange range_of(std::vector<double>& found, double level) {
  const double mean =
      std::accumulate(found.begin(), found.end(), 0.0) / static_cast<double>(found.size());
  std::ranges::sort(found);
  const auto draws = static_cast<std::int64_t>(found.size());
  const double out = (1 - level) / 2 * static_cast<double>(draws + 1);
  const auto cut = std::max<std::int64_t>(static_cast<std::int64_t>(std::floor(out)), 1);
  return {mean, found[static_cast<std::size_t>(cut - 1)],
          found[static_cast<std::size_t>(draws - cut)], draws};
}

}  // namespace

NoiseRange noise_range(const Order& first, const Order& second, double reliability, double level,
                       std::int64_t draws, std::uint64_t seed, std::uint64_t replicate,
                       Threads threads) {
  check(first, second, reliability, level, draws);
  const Eigen::Index n = first.size();
  const double expected = 2 / std::numbers::pi * std::asin(reliability);
  if (n < 2) return {expected, -1, 1, 0};
  Order was = sorted(first, n);
  Order now = sorted(second, n);
  const bool tied = has_ties(was) || has_ties(now);
  if (!tied && n > kMostShuffled) {
    const double width =
        normal_deviations(level) * std::sqrt(variance(static_cast<double>(n), reliability));
    return {expected, std::max(expected - width, -1.0), std::min(expected + width, 1.0), 0};
  }
  const Eigen::Index size = std::min(n, kMostThinned);
  if (size < n) {
    was = sorted(first, size);
    now = sorted(second, size);
  }
  const std::int64_t asked = size > kMostShuffled ? std::min(draws, kMostThinnedDraws) : draws;
  auto found = simulated(was, now, reliability, asked, seed, replicate, threads);
  NoiseRange range = range_of(found, level);
  const double narrower = std::sqrt(static_cast<double>(size) / static_cast<double>(n));
  range.low = range.expected + (range.low - range.expected) * narrower;
  range.high = range.expected + (range.high - range.expected) * narrower;
  return range;
}

}  // namespace lantoa
