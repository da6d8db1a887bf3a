#include "lantoa/revolving.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>

#include "lantoa/error.hpp"
#include "lantoa/integer.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kMostSubsets = std::int64_t{1} << 31U;

/// The t-subsets of 0..n-1 in revolving-door order, and what each exchange does to their sum.
class Door {
 public:
  Door(const std::int64_t* values, std::size_t n, std::size_t t) : values_(values), at_(t + 2) {
    for (std::size_t j = 1; j <= t; ++j) {
      at_[j] = j - 1;
      sum_ += values[j - 1];
    }
    at_[t + 1] = n;
  }

  [[nodiscard]] std::int64_t sum() const { return sum_; }
  [[nodiscard]] std::size_t least() const { return at_[1]; }

  /// Goes on to the next subset; false where this was the last.
  bool turn() {
    const std::size_t t = at_.size() - 2;
    const bool rises = t % 2 == 1;
    if (rises && at_[1] + 1 < at_[2]) return exchange(1, at_[1] + 1);
    if (!rises && at_[1] > 0) return exchange(1, at_[1] - 1);
    bool falls = rises;
    for (std::size_t j = 2; j <= t; ++j, falls = !falls) {
      if (falls && at_[j] >= j) {
        exchange(j, at_[j - 1]);
        at_[j - 1] = j - 2;
        sum_ += values_[j - 2] - values_[at_[j]];
        return true;
      }
      if (!falls && at_[j] + 1 < at_[j + 1]) {
        const std::size_t moved = at_[j];
        sum_ += values_[moved + 1] - values_[at_[j - 1]];
        at_[j - 1] = moved;
        at_[j] = moved + 1;
        return true;
      }
    }
    return false;
  }

 private:
  bool exchange(std::size_t j, std::size_t now) {
    sum_ += values_[now] - values_[at_[j]];
    at_[j] = now;
    return true;
  }

  const std::int64_t* values_;
  std::vector<std::size_t> at_;  // from 1, ascending, with n behind the last
  std::int64_t sum_ = 0;
};

/// The sums of the k-subsets, k from 2 to n: the least member runs below the others.
void fill(const Wholes& values, std::size_t k, Wholes& out) {
  Door others(values.data() + 1, values.size() - 1, k - 1);
  std::int64_t* to = out.data();
  do {
    const std::int64_t base = others.sum();
    const std::size_t run = others.least() + 1;
    for (std::size_t i = 0; i < run; ++i) to[i] = base + values[i];
    to += run;
  } while (others.turn());
}

}  // namespace

std::int64_t times(std::int64_t one, std::int64_t other) {
  const Wide product = Wide{one} * other;
  return product < kCountless ? static_cast<std::int64_t>(product) : kCountless;
}

std::int64_t subset_count(std::int64_t n, std::int64_t k) {
  if (k < 0 || k > n) return 0;
  k = std::min(k, n - k);
  Wide count = 1;
  for (std::int64_t i = 1; i <= k; ++i) {
    count = count * (n - k + i) / i;  // a count of subsets at every step
    if (count >= kCountless) return kCountless;
  }
  return static_cast<std::int64_t>(count);
}

Wholes subset_sums(const Wholes& values, std::int64_t k) {
  const auto n = static_cast<std::int64_t>(values.size());
  const std::int64_t count = subset_count(n, k);
  if (count == 0 || count > kMostSubsets) {
    throw InputError("k must be 0 to " + std::to_string(n) + " with at most " +
                     std::to_string(kMostSubsets) + " subsets, not " + std::to_string(k));
  }
  if (2 * k > n) {  // those left out are fewer
    Wholes out = subset_sums(values, n - k);
    const std::int64_t total = std::accumulate(values.begin(), values.end(), std::int64_t{0});
    std::ranges::transform(out, out.begin(), [&](std::int64_t rest) { return total - rest; });
    return out;
  }
  if (k == 0) return {0};
  if (k == 1) return values;
  Wholes out(static_cast<std::size_t>(count));
  fill(values, static_cast<std::size_t>(k), out);
  return out;
}

}  // namespace lantoa
