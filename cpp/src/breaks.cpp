#include "lantoa/breaks.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <span>
#include <string>
#include <vector>

#include "averages.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 1'000;  // pairs of values, about a fifth of a millisecond
constexpr double kWorth = 0.37;         // the efficiency of a median of distances
constexpr double kParts = 3;

using Numbers = std::vector<double>;

/// Both years of the subjects that have both, divided by one power of two: nothing overflows.
struct Pairs {
  Numbers before;
  Numbers after;
};

Pairs pairs_of(const Eigen::Ref<const Eigen::ArrayXXd>& values, Code before, Code after) {
  Pairs out;
  double largest = 0;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    const double one = values(row, before);
    const double other = values(row, after);
    if (std::isnan(one) || std::isnan(other)) continue;
    out.before.push_back(one);
    out.after.push_back(other);
    largest = std::max({largest, std::abs(one), std::abs(other)});
  }
  const int exponent = largest > 0 ? std::ilogb(largest) + 1 : 0;
  for (Numbers* year : {&out.before, &out.after}) {
    for (double& value : *year) value = std::ldexp(value, -exponent);
  }
  return out;
}

double spread_of(const Numbers& values) {
  Numbers copy = values;
  return kNormal * median_distance(values, median(copy));
}

std::vector<std::int64_t> ranks_of(const Numbers& values) {
  return twice_average_ranks(std::span<const double>(values));
}

/// Writes one step, where it can be told.
void measure_step(const Pairs& pairs, Eigen::Index at, YearSteps& out) {
  const auto n = static_cast<Code>(pairs.before.size());
  out.subjects[at] = n;
  if (n < kFewestForAStep) return;
  const double before = spread_of(pairs.before);
  const double after = spread_of(pairs.after);
  if (before == 0 || after == 0) return;
  Numbers change(pairs.before.size());
  std::ranges::transform(pairs.after, pairs.before, change.begin(), std::minus{});
  const double alone = spread_of(change);
  const double unit = std::sqrt(before) * std::sqrt(after);
  out.told[at] = 1;
  out.shift[at] = median(change) / unit;
  out.spread[at] = std::log(after) - std::log(before);
  out.order[at] = rank_correlation(ranks_of(pairs.before), ranks_of(pairs.after));
  // A median is less sure than a mean by the root of pi / 2.
  out.jitter[at] = std::sqrt(std::numbers::pi / 2 / n) * alone / unit;
}

/// Fisher's z; a perfect order counts as half a swap of neighbours short of perfect.
double fisher(double correlation, Code subjects) {
  const double n = subjects;
  const double most = 1 - 6 / (n * (n * n - 1));
  return std::atanh(std::clamp(correlation, -most, most));
}

/// The other told steps of each step's measure.
std::vector<Numbers> others_of(const Eigen::ArrayXd& numbers, const YearSteps& steps,
                               const Codes& measure) {
  std::vector<Numbers> out(static_cast<std::size_t>(numbers.size()));
  std::vector<Eigen::Index> rows;
  for (Eigen::Index at = 0; at < numbers.size(); ++at) {
    if (steps.told[at] != 0) rows.push_back(at);
  }
  std::ranges::sort(rows, {}, [&](Eigen::Index row) { return measure[row]; });
  for (auto first = rows.begin(); first != rows.end();) {
    const auto last =
        std::find_if(first, rows.end(), [&](auto row) { return measure[row] != measure[*first]; });
    for (auto one = first; one != last; ++one) {
      for (auto other = first; other != last; ++other) {
        if (other != one) out[static_cast<std::size_t>(*one)].push_back(numbers[*other]);
      }
    }
    first = last;
  }
  return out;
}

/// How one of the three numbers of a step differs from what is usual, and what its noise is.
struct Part {
  Eigen::ArrayXd numbers;
  Eigen::ArrayXd least;       ///< noise that single subjects alone give
  bool around_usual = false;  ///< distances are from the usual number, not from 0
};

double told_median(const Eigen::ArrayXd& numbers, const YearSteps& steps) {
  Numbers told;
  for (Eigen::Index at = 0; at < numbers.size(); ++at) {
    if (steps.told[at] != 0) told.push_back(numbers[at]);
  }
  return told.empty() ? 0 : median(told);
}

Eigen::ArrayXd distances(const Part& part, const YearSteps& steps, const Codes& measure) {
  std::vector<Numbers> others = others_of(part.numbers, steps, measure);
  const double overall = part.around_usual ? told_median(part.numbers, steps) : 0;
  Eigen::ArrayXd centre = Eigen::ArrayXd::Constant(part.numbers.size(), overall);
  Eigen::ArrayXd usual = part.least;
  for (Eigen::Index at = 0; at < usual.size(); ++at) {
    Numbers& own = others[static_cast<std::size_t>(at)];
    if (std::ssize(own) < kFewestOwnSteps) continue;
    if (part.around_usual) centre[at] = median(own);
    usual[at] = std::max(usual[at], kNormal * median_distance(own, centre[at]));
  }
  const Eigen::ArrayXd away = part.numbers - centre;
  usual = usual.max(kNormal * told_median(away.abs(), steps));
  return (away == 0).select(0, away / usual) * steps.told.cast<double>().array();
}

Part shift_of(const YearSteps& steps) { return {steps.shift, steps.jitter, false}; }

Part spread_of(const YearSteps& steps, const Eigen::ArrayXd& n) {
  // Two spreads of subjects that keep most of their order; were they unrelated it would be 1.65.
  return {steps.spread, n.max(1).rsqrt(), false};
}

Part order_of(const YearSteps& steps, const Eigen::ArrayXd& n) {
  Eigen::ArrayXd z = Eigen::ArrayXd::Zero(n.size());
  for (Eigen::Index at = 0; at < z.size(); ++at) {
    if (steps.told[at] != 0) z[at] = fisher(steps.order[at], steps.subjects[at]);
  }
  // The variance of Fisher's z of ranks is 1.06 / (n - 3) (Fieller, Hartley, Pearson 1957).
  return {z, (1.06 / (n - 3).max(1)).sqrt(), true};
}

/// The least adjusted chance at which each step would be among those reported.
Eigen::ArrayXd adjusted(const Eigen::ArrayXd& chances, const YearSteps& steps) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index at = 0; at < chances.size(); ++at) {
    if (steps.told[at] != 0) rows.push_back(at);
  }
  std::ranges::sort(rows, {}, [&](Eigen::Index row) { return chances[row]; });
  Eigen::ArrayXd out = Eigen::ArrayXd::Ones(chances.size());
  const auto count = static_cast<double>(rows.size());
  double least = 1;
  for (std::size_t at = rows.size(); at-- > 0;) {
    least = std::min(least, chances[rows[at]] * count / static_cast<double>(at + 1));
    out[rows[at]] = least;
  }
  return out;
}

void check(const Eigen::Ref<const Eigen::ArrayXXd>& values, const Codes& before,
           const Codes& after) {
  const auto names_a_column = [&](Code column) { return column >= 0 && column < values.cols(); };
  if (before.size() != after.size() || !std::ranges::all_of(before, names_a_column) ||
      !std::ranges::all_of(after, names_a_column)) {
    throw InputError("before and after must name as many columns of values each");
  }
}

}  // namespace

YearSteps year_steps(const Eigen::Ref<const Eigen::ArrayXXd>& values, const Codes& before,
                     const Codes& after, Threads threads) {
  check(values, before, after);
  const Eigen::ArrayXd zero = Eigen::ArrayXd::Zero(before.size());
  const Codes none = Codes::Zero(before.size());
  YearSteps out{none, none, zero, zero, zero, zero};
  const std::int64_t rows = std::max<std::int64_t>(values.rows(), 1);
  parallel_for_blocks(
      before.size(), std::max<std::int64_t>(kGrain / rows, 1),
      [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t at = begin; at < end; ++at) {
          measure_step(pairs_of(values, before[at], after[at]), at, out);
        }
      },
      values.rows() * before.size() > 100 * kGrain ? threads : 1);
  return out;
}

Unusual unusual(const YearSteps& steps, const Codes& measure) {
  if (measure.size() != steps.told.size()) {
    throw InputError("measure must have an entry for each of " + std::to_string(steps.told.size()) +
                     " steps, found " + std::to_string(measure.size()));
  }
  const Eigen::ArrayXd n = steps.subjects.cast<double>();
  Unusual out;
  out.shift = distances(shift_of(steps), steps, measure);
  out.spread = distances(spread_of(steps, n), steps, measure);
  out.order = distances(order_of(steps, n), steps, measure).min(0);
  const Eigen::ArrayXd sums = out.shift.square() + out.spread.square() + out.order.square();
  const double below = kWorth * std::max(steps.told.cast<double>().sum() - 1, 1.0);
  out.chance =
      adjusted(sums.unaryExpr([&](double sum) { return chance_above(sum, kParts, below); }), steps);
  return out;
}

}  // namespace lantoa
