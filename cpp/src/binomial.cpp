#include "binomial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace lantoa {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

/// What Stirling's formula lacks: log n! - log(sqrt(2 pi n) (n / e)^n), n of 1 or more.
double stirling_gap(std::int64_t n) {
  constexpr std::int64_t kSmall = 16;
  const auto x = static_cast<double>(n);
  if (n < kSmall) {
    double factorial = 1;
    for (std::int64_t k = 2; k <= n; ++k) factorial *= static_cast<double>(k);
    return std::log(factorial) - 0.5 * std::log(2 * std::numbers::pi * x) - x * std::log(x) + x;
  }
  // The series of Bernoulli numbers; its next term is below 2e-16.
  const double y = 1 / (x * x);
  return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
}

/// P(Bin(n, 1/2) = x) for x above n / 2 (Loader's form: no large numbers are taken apart).
Bounded at(std::int64_t n, std::int64_t x) {
  const auto size = static_cast<double>(n);
  const auto ones = static_cast<double>(x);
  const auto zeros = static_cast<double>(n - x);
  if (n == x) return {std::ldexp(1.0, -static_cast<int>(std::min(size, 2000.0))), 0};

  const double lead = (ones - zeros) / size;
  const double deviance = ones * std::log1p(lead) + zeros * std::log1p(-lead);
  const double gap = stirling_gap(n) - stirling_gap(x) - stirling_gap(n - x);
  const double value =
      std::exp(gap - deviance) * std::sqrt(size / (2 * std::numbers::pi * ones * zeros));
  // Each of the two parts of the deviance is rounded at its own size, as are the small gaps.
  const double parts = ones * lead + zeros * -std::log1p(-lead);
  return {value, value * kEpsilon * (8 * parts + 400)};
}

}  // namespace

Bounded upper_tail(std::int64_t n, std::int64_t x, double enough) {
  const Bounded first = at(n, x);
  if (n == x) return first;
  // Terms fall by (n - i) / (i + 1), quicker and quicker: the rest is below a geometric series.
  double sum = 1;
  double term = 1;
  double rest = 1;
  double terms = 1;
  for (std::int64_t i = x; i < n && rest > sum * kEpsilon; ++i) {
    const double ratio = static_cast<double>(n - i) / static_cast<double>(i + 1);
    term *= ratio;
    sum += term;
    terms += 1;
    rest = term * ratio / (1 - ratio);
    if (first.value * sum > 2 * enough) break;
  }
  const double value = first.value * sum;
  const double relative = first.value > 0 ? first.error / first.value : 0;
  return {value, value * (relative + kEpsilon * (4 * terms + 4))};
}

}  // namespace lantoa
