#include "lantoa/lot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "arranging.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr double kNear = 1e-9;        // t values so close may be equal
constexpr double kNoVariance = 1e-9;  // of the square of the largest value: roundings

/// Counts those at least as far up, down and out, the bounds shifted so that near ones count.
template <typename Number>
Tails tails_of(const std::vector<Number>& found, Number least, Number most, Number out) {
  Tails tails{.counted = std::ssize(found)};
  for (const Number one : found) {
    tails.upper += one >= least ? 1 : 0;
    tails.lower += one <= most ? 1 : 0;
    tails.two += one >= out || -one >= out ? 1 : 0;
  }
  return tails;
}

/// Sums over their standard errors; infinite where nothing varies among those drawn nor the rest.
std::vector<double> t_values(const Summed& summed, std::int64_t slack) {
  std::vector<double> out(summed.variances.size());
  for (std::size_t at = 0; at < out.size(); ++at) {
    const std::int64_t sum = summed.sums[0][at];
    const double variance = summed.variances[at] < kNoVariance ? 0 : summed.variances[at];
    out[at] = std::abs(sum) <= slack ? 0 : static_cast<double>(sum) / std::sqrt(variance);
  }
  return out;
}

Tails studentised(const Summed& drawn, const Summed& all, std::int64_t slack) {
  const double t = t_values(drawn, slack)[0];
  const double near = std::isfinite(t) ? kNear * std::abs(t) : 0;
  return tails_of(t_values(all, slack), t - near, t + near, std::abs(t) - near);
}

Tails plain(const Summed& drawn, const Summed& all, std::int64_t slack) {
  const std::int64_t sum = drawn.sums[0][0];
  return tails_of(all.sums[0], sum - slack, sum + slack, std::abs(sum) - slack);
}

void check_groups(const Lot& lot) {
  for (std::size_t s = 0; s < lot.strata.size(); ++s) {
    const auto n = std::ssize(lot.strata[s]);
    const std::int64_t k = lot.drawn[s];
    if (k > 0 && k < n && (k < 2 || n - k < 2)) {
      throw InputError("a studentised statistic needs two drawn and two not drawn in stratum " +
                       std::to_string(s) + ", not " + std::to_string(k) + " of " +
                       std::to_string(n));
    }
  }
}

void check(const Eigen::Ref<const Eigen::VectorXd>& values, const Codes& drawn,
           const Budget& effort) {
  if (values.size() != drawn.size()) {
    throw InputError("values must have a number for each of " + std::to_string(drawn.size()) +
                     " flags, not " + std::to_string(values.size()));
  }
  check(effort);
}

}  // namespace

std::int64_t arrangement_count(const Codes& drawn, const Codes& stratum) {
  return arrangement_count(lot_of(drawn, stratum));
}

double smallest_p(const Codes& drawn, const Codes& stratum, const Budget& effort) {
  const Lot lot = lot_of(drawn, stratum);
  const std::int64_t count = arrangement_count(lot);
  bool is_balanced = count > 1;
  for (std::size_t s = 0; s < lot.strata.size(); ++s) {
    const auto n = std::ssize(lot.strata[s]);
    const bool is_settled = lot.drawn[s] == 0 || lot.drawn[s] == n;
    is_balanced = is_balanced && (is_settled || 2 * lot.drawn[s] == n);
  }
  const double floor = (is_balanced ? 2.0 : 1.0) / static_cast<double>(count);
  if (count <= effort.most) return floor;
  return std::max(floor, 1 / (static_cast<double>(effort.draws) + 1));
}

Tails lot_tails(const Eigen::Ref<const Eigen::VectorXd>& values, const Codes& drawn,
                const Codes& stratum, bool is_studentised, const Budget& effort) {
  const Lot lot = lot_of(drawn, stratum);
  check(values, drawn, effort);
  if (is_studentised) check_groups(lot);
  const Centred numbers = centred(values, lot.strata);
  const std::vector<Wholes> columns = {numbers.values};
  const Summed all = over_arrangements(columns, lot, is_studentised, effort);
  const Summed one = over_drawn(columns, lot, drawn, is_studentised);
  Tails tails =
      is_studentised ? studentised(one, all, numbers.slack) : plain(one, all, numbers.slack);
  tails.is_exact = all.is_exact;
  if (!all.is_exact) {  // the draw itself is one of them
    ++tails.counted;
    ++tails.upper;
    ++tails.lower;
    ++tails.two;
  }
  return tails;
}

}  // namespace lantoa
