#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/exposure.hpp"

namespace lantoa {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// 1/k and its running sum in whole numbers, so that no order of ties changes a share.
struct Lags {
  Code most;
  std::array<std::int64_t, kMostLags + 1> one{};
  std::array<std::int64_t, kMostLags + 1> up_to{};

  explicit Lags(Code lags) : most(lags) {
    std::int64_t whole = 1;
    for (std::int64_t k = 1; k <= lags; ++k) whole = std::lcm(whole, k);
    for (std::size_t k = 1; k <= static_cast<std::size_t>(lags); ++k) {
      one[k] = whole / static_cast<std::int64_t>(k);
      up_to[k] = up_to[k - 1] + one[k];
    }
  }
};

/// What is counted of one subject.
struct Count {
  std::int64_t near_later = 0, later = 0;      // of its takers
  std::int64_t near_earlier = 0, earlier = 0;  // of its sources
  Code sources = 0, by_then = 0, before = 0;
};

void check(const Codes& source, const Codes& taker, const Codes& adopted, Code lags) {
  if (lags < 1 || lags > kMostLags)
    throw InputError("expected 1 to " + std::to_string(kMostLags) + " lags, not " +
                     std::to_string(lags));
  if (source.size() != taker.size())
    throw InputError("ties of " + std::to_string(source.size()) + " and " +
                     std::to_string(taker.size()) + " ends");
  const auto n = adopted.size();
  for (Eigen::Index k = 0; k < source.size(); ++k)
    if (std::min(source[k], taker[k]) < 0 || std::max(source[k], taker[k]) >= n)
      throw InputError("tie " + std::to_string(k) + ": an end is none of " + std::to_string(n));
  for (Eigen::Index i = 0; i < n; ++i)
    if (adopted[i] < 0) throw InputError("subject " + std::to_string(i) + ": a negative period");
}

void add(Code source_at, Code taker_at, const Lags& lags, Count& source, Count& taker) {
  ++taker.sources;
  if (source_at == 0 || taker_at == 0) return;
  const Code apart = taker_at - source_at;
  taker.by_then += apart >= 0;
  taker.before += apart >= 1;
  if (apart < 1) return;
  const auto near = static_cast<std::size_t>(std::min(apart, lags.most));
  source.later += lags.up_to[near];
  taker.earlier += lags.up_to[near];
  if (apart > lags.most) return;
  source.near_later += lags.one[near];
  taker.near_earlier += lags.one[near];
}

double share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

}  // namespace

Timing timing(const Codes& source, const Codes& taker, const Codes& adopted, Code lags) {
  check(source, taker, adopted, lags);
  const Lags weights(lags);
  const Eigen::Index n = adopted.size();
  std::vector<Count> counts(static_cast<std::size_t>(n));
  for (Eigen::Index k = 0; k < source.size(); ++k)
    add(adopted[source[k]], adopted[taker[k]], weights, counts[static_cast<std::size_t>(source[k])],
        counts[static_cast<std::size_t>(taker[k])]);
  Timing found{Codes(n), Eigen::VectorXd(n), Eigen::VectorXd(n), Eigen::VectorXd(n),
               Eigen::VectorXd(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const Count& one = counts[static_cast<std::size_t>(i)];
    found.sources[i] = one.sources;
    found.threshold[i] = adopted[i] > 0 ? share(one.by_then, one.sources) : kNothing;
    found.threshold_before[i] = adopted[i] > 1 ? share(one.before, one.sources) : kNothing;
    found.infection[i] = share(one.near_later, one.later);
    found.susceptibility[i] = share(one.near_earlier, one.earlier);
  }
  return found;
}

}  // namespace lantoa
