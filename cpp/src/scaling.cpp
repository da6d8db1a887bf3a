#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "lantoa/composite.hpp"
#include "lantoa/error.hpp"
#include "scaled.hpp"

namespace lantoa {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kGrain = 1 << 15;

/// The values of a column that are there, by period, each period sorted: no order of rows matters.
std::vector<std::vector<double>> sorted_by_period(const Eigen::Ref<const Eigen::VectorXd>& column,
                                                  const Codes& periods, Code count) {
  std::vector<std::vector<double>> found(static_cast<std::size_t>(count));
  for (Eigen::Index row = 0; row < column.size(); ++row) {
    const double value = column[row];
    if (!std::isnan(value)) found[static_cast<std::size_t>(periods[row])].push_back(value);
  }
  for (auto& values : found) std::ranges::sort(values);
  return found;
}

/// The least and greatest of each period, without sorting.
std::vector<Affine> ends_by_period(const Eigen::Ref<const Eigen::VectorXd>& column,
                                   const Codes& periods, const Scale& scale, Code count) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  std::vector<double> least(static_cast<std::size_t>(count), kFar);
  std::vector<double> most(static_cast<std::size_t>(count), -kFar);
  for (Eigen::Index row = 0; row < column.size(); ++row) {
    const double value = column[row];
    if (std::isnan(value)) continue;
    const auto at = static_cast<std::size_t>(periods[row]);
    least[at] = std::min(least[at], value);
    most[at] = std::max(most[at], value);
  }
  std::vector<Affine> found;
  for (std::size_t at = 0; at < least.size(); ++at) {
    if (!(most[at] - least[at] >= kNarrowest)) {
      found.push_back({.base = 0.5, .constant = true});
    } else {
      found.push_back(between(scale.less, least[at], most[at]));
    }
  }
  return found;
}

/// Means and deviations. Sums of long doubles over sorted values: far below the last digit.
Affine standard(const std::vector<double>& values, bool less) {
  const auto n = static_cast<long double>(values.size());
  long double sum = 0.0L;
  for (const double value : values) sum += static_cast<long double>(value);
  const long double mean = values.empty() ? 0.0L : sum / n;
  long double squares = 0.0L;
  for (const double value : values) {
    const long double apart = static_cast<long double>(value) - mean;
    squares += apart * apart;
  }
  const auto deviation = static_cast<double>(std::sqrt(squares / std::max(n, 1.0L)));
  if (values.empty() || values.front() == values.back() || !(deviation >= kNarrowest)) {
    return {.constant = true};
  }
  return {.offset = static_cast<double>(mean), .slope = (less ? -1.0 : 1.0) / deviation};
}

std::vector<Affine> of_column(const Eigen::Ref<const Eigen::VectorXd>& column, const Codes& periods,
                              const Scale& scale, Code count) {
  const auto repeated = static_cast<std::size_t>(count);
  switch (scale.kind) {
    case Normalise::kGoalposts:
      return std::vector<Affine>(repeated, between(scale.less, scale.low, scale.high));
    case Normalise::kMinMax:
      return ends_by_period(column, periods, scale, count);
    case Normalise::kZ: {
      std::vector<Affine> found;
      for (const auto& values : sorted_by_period(column, periods, count)) {
        found.push_back(standard(values, scale.less));
      }
      return found;
    }
    default:
      return std::vector<Affine>(repeated, Affine{.slope = scale.less ? -1.0 : 1.0});
  }
}

void check(const Eigen::Ref<const Numbers>& values, const Codes& periods,
           const std::vector<Scale>& scales) {
  if (periods.size() != values.rows() ||
      static_cast<Eigen::Index>(scales.size()) != values.cols()) {
    throw InputError("values must have a row for each period and a column for each scale");
  }
  if (periods.size() > 0 && periods.minCoeff() < 0) throw InputError("periods must be 0 or more");
  for (std::size_t at = 0; at < scales.size(); ++at) {
    const Scale& scale = scales[at];
    if (scale.kind == Normalise::kRank) {
      throw InputError("scale " + std::to_string(at) + ": ranks are made by ranked");
    }
    const bool rises = std::abs(scale.low) <= kLargest && std::abs(scale.high) <= kLargest &&
                       scale.high - scale.low >= kNarrowest;
    if (scale.kind == Normalise::kGoalposts && !rises) {
      throw InputError("scale " + std::to_string(at) + ": low must lie below high");
    }
  }
}

void refuse_large(const Eigen::Ref<const Eigen::VectorXd>& column, Eigen::Index at) {
  double most = 0.0;
  for (Eigen::Index row = 0; row < column.size(); ++row) {
    const double size = std::abs(column[row]);
    most = size > most ? size : most;  // NaN compares false
  }
  if (most > kLargest) {
    throw InputError("column " + std::to_string(at) + " has a value beyond 1e300");
  }
}

}  // namespace

Affine between(bool less, double low, double high) {
  const double slope = 1.0 / (high - low);
  if (less) return {.offset = high, .slope = -slope, .clipped = true};
  return {.offset = low, .slope = slope, .clipped = true};
}

Scaling scaling_of(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                   const std::vector<Scale>& scales, Threads threads) {
  check(values, periods, scales);
  const Code count = periods.size() > 0 ? periods.maxCoeff() + 1 : 0;
  const Eigen::Index m = values.cols();
  Scaling found{.of = std::vector<Affine>(static_cast<std::size_t>(count * m)),
                .measures = static_cast<Code>(m)};
  const auto columns = [&](std::int64_t begin, std::int64_t end) {
    for (Eigen::Index at = begin; at < end; ++at) {
      const Scale& scale = scales[static_cast<std::size_t>(at)];
      // Between fixed ends the largest value is as good as the end: nothing overflows.
      if (scale.kind != Normalise::kGoalposts) refuse_large(values.col(at), at);
      const auto of = of_column(values.col(at), periods, scale, count);
      for (Code period = 0; period < count; ++period) {
        found.of[static_cast<std::size_t>(period * m + at)] = of[static_cast<std::size_t>(period)];
      }
    }
  };
  parallel_for_blocks(m, values.rows() < kGrain ? std::max<Eigen::Index>(m, 1) : 1, columns,
                      threads);
  return found;
}

Numbers scaled(const Eigen::Ref<const Numbers>& values, const Codes& periods,
               const Scaling& scaling, Threads threads) {
  check_scaling(values, periods, scaling);
  Numbers out(values.rows(), values.cols());
  const auto rows = [&](std::int64_t begin, std::int64_t end) {
    for (Eigen::Index at = 0; at < values.cols(); ++at) {
      for (Eigen::Index row = begin; row < end; ++row) {
        const double value = values(row, at);
        const Affine& affine =
            scaling.of[static_cast<std::size_t>(periods[row] * values.cols() + at)];
        out(row, at) = std::isnan(value) ? kNaN : placed(value, affine);
      }
    }
  };
  parallel_for_blocks(values.rows(), kGrain, rows, threads);
  return out;
}

Eigen::VectorXd ranked(const Eigen::Ref<const Eigen::VectorXd>& values, const Codes& periods,
                       bool less) {
  if (periods.size() != values.size()) throw InputError("periods must have a code for each value");
  if (periods.size() > 0 && periods.minCoeff() < 0) throw InputError("periods must be 0 or more");
  refuse_large(values, 0);
  const Code count = periods.size() > 0 ? periods.maxCoeff() + 1 : 0;
  const auto sorted = sorted_by_period(values, periods, count);
  Eigen::VectorXd out = Eigen::VectorXd::Constant(values.size(), kNaN);
  for (Eigen::Index row = 0; row < values.size(); ++row) {
    if (std::isnan(values[row])) continue;
    const auto& all = sorted[static_cast<std::size_t>(periods[row])];
    const auto [first, last] = std::ranges::equal_range(all, values[row]);
    const auto below = static_cast<double>(first - all.begin());
    const auto above = static_cast<double>(all.end() - last);
    const auto others = static_cast<double>(all.size() - 1);
    const double beaten = less ? above : below;
    const double tied = static_cast<double>(last - first) - 1.0;
    out[row] = others > 0.0 ? (beaten + tied / 2.0) / others : 0.5;
  }
  return out;
}

}  // namespace lantoa
