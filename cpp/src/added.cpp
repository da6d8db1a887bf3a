#include "added.hpp"

#include <algorithm>
#include <cmath>

namespace lantoa {
namespace {

using ByYear = Eigen::Ref<const Eigen::ArrayXXd>;

constexpr long double kRoundings = 0x1p-50L;  // of a value that a caller computed, and of ours

using Real = std::vector<std::vector<std::vector<long double>>>;

/// The numbers in whole units so small that no sum overflows; `doubt` of each as it came.
Added whole(const Real& numbers, long double doubt, std::size_t n) {
  long double most = 0;
  for (const auto& group : numbers) {
    for (const auto& one : group) {
      for (const long double number : one) most = std::max(most, std::abs(number));
    }
  }
  Added out;
  const auto count = static_cast<long double>(n);
  const int exponent = most > 0 ? 59 - std::ilogb(most * count) : 0;
  for (const auto& group : numbers) {
    out.of.emplace_back();
    for (const auto& one : group) {
      Wholes column(one.size());
      std::ranges::transform(one, column.begin(), [&](long double number) {
        return static_cast<std::int64_t>(std::llrint(std::ldexp(number, exponent)));
      });
      out.of.back().push_back(column);
    }
  }
  out.unit = std::ldexp(1.0L, -exponent);
  const long double slack = count * (2 * std::ldexp(doubt, exponent) + 2);
  out.slack = static_cast<std::int64_t>(std::ceil(std::min(slack, 0x1p60L)));
  return out;
}

/// The values of a year less the mean of the stratum, which adds nothing to any contrast.
std::vector<long double> above_mean(const ContrastGroup& group, const ByYear& values,
                                    Eigen::Index year) {
  std::vector<double> sorted;
  sorted.reserve(group.members.size());
  for (const std::size_t row : group.members) {
    sorted.push_back(values(static_cast<Eigen::Index>(row), year));
  }
  std::vector<long double> out(sorted.begin(), sorted.end());
  std::ranges::sort(sorted);  // no order of rows matters
  long double sum = 0;
  for (const double value : sorted) sum += static_cast<long double>(value);
  for (long double& value : out) value -= sum / static_cast<long double>(sorted.size());
  return out;
}

}  // namespace

Added column_of(const Contrast& contrast, const ByYear& values) {
  Real numbers;
  long double weight = 0;  // the largest sum of sizes of a class
  std::size_t n = 0;
  for (const ContrastGroup& group : contrast) {
    n += group.members.size();
    std::vector<std::vector<long double>> one(group.of.size(),
                                              std::vector<long double>(group.members.size(), 0.0L));
    for (Eigen::Index year = 0; year < values.cols(); ++year) {
      const std::vector<long double> above = above_mean(group, values, year);
      for (std::size_t label = 0; label < group.of.size(); ++label) {
        const auto times =
            static_cast<long double>(group.of[label][static_cast<std::size_t>(year)]);
        for (std::size_t at = 0; at < above.size(); ++at) one[label][at] += times * above[at];
      }
    }
    for (const auto& row : group.of) {
      long double sum = 0;
      for (const double number : row) sum += std::abs(static_cast<long double>(number));
      weight = std::max(weight, sum);
    }
    numbers.push_back(one);
  }
  const auto largest = static_cast<long double>(values.size() > 0 ? values.abs().maxCoeff() : 0);
  return whole(numbers, largest * weight * kRoundings, n);
}

Eigen::ArrayXXd flags_of(const Turns& turns) {
  Eigen::ArrayXXd out(turns.wave.size(), turns.years);
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    for (Code year = 0; year < turns.years; ++year) {
      out(row, year) = is_given(turns, static_cast<std::size_t>(row), year) ? 1 : 0;
    }
  }
  return out;
}

}  // namespace lantoa
