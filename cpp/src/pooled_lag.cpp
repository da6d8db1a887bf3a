#include <limits>
#include <string>

#include "lantoa/convergence.hpp"
#include "lantoa/error.hpp"
#include "levelled.hpp"
#include "summing.hpp"

namespace lantoa {
namespace {

using Index = Eigen::Index;

constexpr double kFewestYears = 4;

/// What each row adds to the products of neighbours and to the squares, and what noise would add.
struct Shares {
  explicit Shares(Index n) : products(Eigen::ArrayXd::Zero(n)) {
    squares = expected_products = expected_squares = products;
  }

  Eigen::ArrayXd products;
  Eigen::ArrayXd squares;
  Eigen::ArrayXd expected_products;
  Eigen::ArrayXd expected_squares;
};

void add_row(const Levelled& rows, const Codes& times, Index row, Shares& out) {
  const auto known = rows.known.row(row);
  const double years = rows.years[row];
  if (years < kFewestYears) return;
  const auto time = (times.array() - times[0]).cast<double>().transpose().eval();
  const double middle = (time * known).sum() / years;
  const double spread = ((time - middle).square() * known).sum();
  const double slope = ((time - middle) * rows.values.row(row)).sum() / spread;
  const auto left = ((rows.values.row(row) - slope * (time - middle)) * known).eval();
  out.squares[row] = left.square().sum();
  out.expected_squares[row] = years - 2;
  for (Index year = 1; year < times.size(); ++year) {
    if (known[year] * known[year - 1] == 0 || times[year] != times[year - 1] + 1) continue;
    out.products[row] += left[year] * left[year - 1];
    out.expected_products[row] -=
        1 / years + (time[year] - middle) * (time[year - 1] - middle) / spread;
  }
}

}  // namespace

double pooled_lag(const Yearly& values, const Codes& times) {
  if (times.size() != values.cols()) {
    throw InputError("times must name each of " + std::to_string(values.cols()) +
                     " columns, found " + std::to_string(times.size()));
  }
  const Levelled rows = levelled(values, false);
  Shares shares(values.rows());
  for (Index row = 0; row < values.rows(); ++row) add_row(rows, times, row, shares);
  const double squares = unordered_sum(shares.squares);
  const double rounding = static_cast<double>(values.size()) * rows.doubt * rows.doubt;
  if (squares <= rounding) return std::numeric_limits<double>::quiet_NaN();
  return unordered_sum(shares.products) / squares -
         unordered_sum(shares.expected_products) / unordered_sum(shares.expected_squares);
}

}  // namespace lantoa
