#include "averages.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
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

/// The regularised incomplete beta function; `rest` is 1 - x, given apart so that neither rounds.
double beta_share(double x, double rest, double a, double b) {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - beta_share(rest, x, b, a);
  const double scale = std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b);
  return std::exp(scale + a * std::log(x) + b * std::log(rest)) * beta_fraction(x, a, b) / a;
}

}  // namespace

double median(std::span<double> numbers) {
  const auto middle = numbers.begin() + std::ssize(numbers) / 2;
  std::ranges::nth_element(numbers, middle);
  if (numbers.size() % 2 == 1) return *middle;
  return std::midpoint(*std::max_element(numbers.begin(), middle), *middle);
}

double median_distance(std::span<const double> numbers, double centre) {
  std::vector<double> distances(numbers.size());
  std::ranges::transform(numbers, distances.begin(),
                         [&](double number) { return std::abs(number - centre); });
  return median(distances);
}

double rank_correlation(std::span<const std::int64_t> first, std::span<const std::int64_t> second) {
  const auto middle = static_cast<double>(first.size() + 1);  // of twice the ranks
  double product = 0;
  double squares_first = 0;
  double squares_second = 0;
  for (std::size_t at = 0; at < first.size(); ++at) {
    const double one = static_cast<double>(first[at]) - middle;
    const double other = static_cast<double>(second[at]) - middle;
    product += one * other;
    squares_first += one * one;
    squares_second += other * other;
  }
  if (squares_first == 0 || squares_second == 0) return 0;
  return product / std::sqrt(squares_first * squares_second);
}

double chance_above(double sum, double above, double below) {
  if (std::isinf(sum)) return 0;
  return beta_share(below / (below + sum), sum / (below + sum), below / 2, above / 2);
}

}  // namespace lantoa
