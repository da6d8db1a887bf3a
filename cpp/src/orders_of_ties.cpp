#include "orders_of_ties.hpp"

#include <algorithm>
#include <numeric>

#include "lantoa/error.hpp"
#include "lantoa/kendall.hpp"

namespace lantoa {
namespace {

using Counts = std::vector<double>;  // whole numbers: coefficients by the power of q

Counts product(const Counts& one, const Counts& other) {
  Counts out(one.size() + other.size() - 1);
  for (std::size_t i = 0; i < one.size(); ++i) {
    for (std::size_t j = 0; j < other.size(); ++j) out[i + j] += one[i] * other[j];
  }
  return out;
}

/// Inversions when `more` equal larger values are put among `n`: the Gaussian coefficient.
Counts inserted(int n, int more) {
  // The last is either one of the larger, with no inversion, or one of the n, after all `more`.
  std::vector<Counts> row(static_cast<std::size_t>(n) + 1, Counts{1});
  for (int large = 1; large <= more; ++large) {
    for (std::size_t small = 1; small < row.size(); ++small) {
      Counts next(small * static_cast<std::size_t>(large) + 1);
      for (std::size_t i = 0; i < row[small].size(); ++i) next[i] += row[small][i];
      const auto shift = static_cast<std::size_t>(large);
      for (std::size_t i = 0; i < row[small - 1].size(); ++i) next[i + shift] += row[small - 1][i];
      row[small] = std::move(next);
    }
  }
  return row.back();
}

Counts inversions(std::span<const int> ties) {
  Counts out{1};
  int n = 0;
  for (const int more : ties) {
    out = product(out, inserted(n, more));
    n += more;
  }
  return out;
}

}  // namespace

std::vector<double> kendall_tail(const std::vector<int>& ties) {
  if (std::ranges::any_of(ties, [](int times) { return times < 1; }) ||
      std::accumulate(ties.begin(), ties.end(), std::int64_t{0}) > kMostYears) {
    throw InputError("ties must be 1 or more each, and " + std::to_string(kMostYears) +
                     " at most in all");
  }
  const Counts counts = inversions(ties);
  const double orders = std::accumulate(counts.begin(), counts.end(), 0.0);
  std::vector<double> out(counts.size(), 1);
  double below = 0;  // orders with at most that many inversions; S = unequal - 2 inversions
  for (std::size_t at = 0; 2 * at < counts.size() - 1; ++at) {
    below += counts[at];
    const std::size_t s = counts.size() - 1 - 2 * at;
    out[s] = 2 * below / orders;
    out[s - 1] = 2 * below / orders;  // |S| has the parity of the pairs, so this one is not met
  }
  out[0] = 1;
  return out;
}

const std::vector<double>& TailsOfS::untied(int n) {
  const auto at = static_cast<std::size_t>(n);
  if (untied_.size() <= at) untied_.resize(at + 1, nullptr);
  if (untied_[at] == nullptr) {
    std::vector<int> ties(at, 1);
    untied_[at] = &tied(ties);
  }
  return *untied_[at];
}

const std::vector<double>& TailsOfS::tied(std::vector<int>& ties) {
  std::ranges::sort(ties);
  const auto found = known_.find(ties);
  if (found != known_.end()) return found->second;
  return known_.emplace(ties, kendall_tail(ties)).first->second;
}

std::vector<int> ties_of(std::span<const double> sorted) {
  std::vector<int> out;
  for (std::size_t at = 0; at < sorted.size(); ++at) {
    if (at == 0 || sorted[at] != sorted[at - 1]) out.push_back(0);
    ++out.back();
  }
  return out;
}

}  // namespace lantoa
