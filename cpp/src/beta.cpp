#include "beta.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>
#include <numbers>
#include <numeric>

namespace lantoa {
namespace {

constexpr int kMostTerms = 10'000;

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
double beta_fraction(double x, double a, double b) {
  constexpr double kTiny = 1e-300;
  const auto away_from_zero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double top = 1;
  double bottom = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double found = bottom;
  for (int term = 1; term <= kMostTerms; ++term) {
    const double m = term;
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double step = 1;
    for (const double factor : {even, odd}) {
      bottom = 1 / away_from_zero(1 + factor * bottom);
      top = away_from_zero(1 + factor / top);
      step = top * bottom;
      found *= step;
    }
    if (std::abs(step - 1) < std::numeric_limits<double>::epsilon()) break;
  }
  return found;
}

/// Where something that rises from below 0 at `low` to above it at `high` crosses 0.
template <typename Rising>
double crossing(double low, double high, Rising&& rising) {
  while (true) {
    const double middle = std::midpoint(low, high);
    if (middle <= low || middle >= high) return middle;
    (rising(middle) < 0 ? low : high) = middle;
  }
}

}  // namespace

double beta_share(double x, double rest, double a, double b) {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - beta_share(rest, x, b, a);
  const double scale = std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b);
  return std::exp(scale + a * std::log(x) + b * std::log(rest)) * beta_fraction(x, a, b) / a;
}

double beta_quantile(double share, double a, double b) {
  return crossing(0, 1, [&](double x) { return beta_share(x, 1 - x, a, b) - share; });
}

double normal_deviations(double level) {
  return crossing(0, 40, [&](double z) { return 1 - level - std::erfc(z / std::numbers::sqrt2); });
}

}  // namespace lantoa
