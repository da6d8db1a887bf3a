#include "lantoa/convergence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "levelled.hpp"
#include "year_orders.hpp"

namespace lantoa {
namespace {

using Index = Eigen::Index;
using Numbers = Eigen::ArrayXd;

constexpr double kFewestYears = 4;

/// What the rows with the first, second and last year have there, about the mean of each.
struct Three {
  Numbers first;
  Numbers second;
  Numbers last;
};

Three three_of(const Levelled& rows, const Yearly& values) {
  const Index end = values.cols() - 1;
  std::vector<Index> kept;
  for (Index row = 0; row < values.rows(); ++row) {
    if (rows.known(row, 0) * rows.known(row, 1) * rows.known(row, end) > 0) kept.push_back(row);
  }
  const auto n = static_cast<Index>(kept.size());
  Three out{Numbers(n), Numbers(n), Numbers(n)};
  for (Index at = 0; at < n; ++at) {
    const Index row = kept[static_cast<std::size_t>(at)];
    out.first[at] = values(row, 0) / rows.scale;
    out.second[at] = values(row, 1) / rows.scale;
    out.last[at] = values(row, end) / rows.scale;
  }
  if (n == 0) return out;
  for (Numbers* year : {&out.first, &out.second, &out.last}) *year -= (*year)[0];
  for (Numbers* year : {&out.first, &out.second, &out.last}) *year -= year->mean();
  return out;
}

double sum_in(const Numbers& level, const Numbers& change, std::span<const Code> order) {
  double sum = 0;
  for (Index at = 0; at < level.size(); ++at) {
    sum += level[at] * change[order[static_cast<std::size_t>(at)]];
  }
  return sum;
}

void permute(const Numbers& level, const Numbers& change, std::int64_t draws, std::uint64_t seed,
             double doubt, Convergence& out) {
  const double observed = std::abs((level * change).sum());
  const YearOrders orders(level.size(), draws, seed);
  std::int64_t beyond = 0;
  std::vector<double> found;
  orders.each(0, orders.count(), [&](auto, std::span<const Code> order) {
    found.push_back(std::abs(sum_in(level, change, order)));
    beyond += found.back() >= observed - doubt ? 1 : 0;
  });
  out.orders = orders.orders();
  out.p = out.orders.p(beyond);
  const double most = *std::ranges::max_element(found);
  const auto farthest = std::ranges::count_if(found, [&](double x) { return x >= most - doubt; });
  out.smallest = out.orders.p(out.orders.exact ? farthest : 0);
}

/// What one row adds to the products of neighbours and to the squares, and what noise would add.
struct Sums {
  double products = 0;
  double squares = 0;
  double expected_products = 0;
  double expected_squares = 0;
};

void add_row(const Levelled& rows, const Codes& times, Index row, Sums& out) {
  const auto known = rows.known.row(row);
  const double years = rows.years[row];
  if (years < kFewestYears) return;
  const auto time = (times.array() - times[0]).cast<double>().transpose().eval();
  const double middle = (time * known).sum() / years;
  const double spread = ((time - middle).square() * known).sum();
  const double slope = ((time - middle) * rows.values.row(row)).sum() / spread;
  const auto left = ((rows.values.row(row) - slope * (time - middle)) * known).eval();
  out.squares += left.square().sum();
  out.expected_squares += years - 2;
  for (Index year = 1; year < times.size(); ++year) {
    if (known[year] * known[year - 1] == 0 || times[year] != times[year - 1] + 1) continue;
    out.products += left[year] * left[year - 1];
    out.expected_products -= 1 / years + (time[year] - middle) * (time[year - 1] - middle) / spread;
  }
}

}  // namespace

Convergence convergence(const Yearly& values, std::int64_t draws, std::uint64_t seed) {
  const Levelled rows = levelled(values, false);
  Convergence out;
  if (values.cols() < 3) return out;
  const Three years = three_of(rows, values);
  const Numbers change = years.last - years.second;
  const double squares = years.first.square().sum();
  out.subjects = static_cast<Code>(years.first.size());
  if (out.subjects < 3 || squares == 0) return out;
  out.slope = (years.first * change).sum() / squares;
  out.naive = (years.first * (years.last - years.first)).sum() / squares;
  const double moves = change.square().sum();
  const auto n = static_cast<double>(out.subjects);
  if (out.subjects <= kMostExchanged) {
    const double doubt =
        16 * n * std::numeric_limits<double>::epsilon() * std::sqrt(squares * moves);
    permute(years.first, change, draws, seed, doubt, out);
  } else if (moves > 0) {
    const double r = out.slope * std::sqrt(squares / moves);
    out.p = std::erfc(std::abs(r) * std::sqrt((n - 1) / 2));
    out.smallest = 0;
  }
  return out;
}

double pooled_lag(const Yearly& values, const Codes& times) {
  if (times.size() != values.cols()) {
    throw InputError("times must name each of " + std::to_string(values.cols()) +
                     " columns, found " + std::to_string(times.size()));
  }
  const Levelled rows = levelled(values, false);
  Sums sums;
  for (Index row = 0; row < values.rows(); ++row) add_row(rows, times, row, sums);
  const double rounding = static_cast<double>(values.size()) * rows.doubt * rows.doubt;
  if (sums.squares <= rounding) return std::numeric_limits<double>::quiet_NaN();
  return sums.products / sums.squares - sums.expected_products / sums.expected_squares;
}

}  // namespace lantoa
