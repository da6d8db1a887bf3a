#include "averages.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "beta.hpp"

namespace lantoa {

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
