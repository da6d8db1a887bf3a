#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/kendall.hpp"
#include "orders_of_ties.hpp"

namespace lantoa {
namespace {

using Row = Eigen::Index;

constexpr std::int64_t kGrain = 2'048;  // rows, about a millisecond
constexpr double kRounding = 1e-12;     // of 1 - level
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void check(const Yearly& values, const Codes& times) {
  if (values.cols() > kMostYears) {
    throw InputError("values must have at most " + std::to_string(kMostYears) + " years, not " +
                     std::to_string(values.cols()));
  }
  if (times.size() != values.cols()) {
    throw InputError("times must name each of " + std::to_string(values.cols()) +
                     " columns, found " + std::to_string(times.size()));
  }
  for (Eigen::Index year = 1; year < times.size(); ++year) {
    if (times[year] <= times[year - 1]) throw InputError("times must rise from column to column");
  }
}

/// The slopes of all pairs of known years of one row.
class Pairs {
 public:
  Pairs(const Yearly& values, const Codes& times) : values_{values}, times_{times.cast<double>()} {
    const auto years = static_cast<std::size_t>(times.size());
    slopes_.reserve(years * years / 2);
    at_.reserve(years);
    value_.reserve(years);
  }

  void look_at(Row row) {
    at_.clear();
    value_.clear();
    slopes_.clear();
    for (Eigen::Index year = 0; year < values_.cols(); ++year) {
      const double value = values_(row, year);
      if (std::isnan(value)) continue;
      for (std::size_t before = 0; before < value_.size(); ++before) {
        slopes_.push_back((value - value_[before]) / (times_[year] - at_[before]));
      }
      at_.push_back(times_[year]);
      value_.push_back(value);
    }
  }

  [[nodiscard]] std::vector<double>& slopes() { return slopes_; }
  [[nodiscard]] int years() const { return static_cast<int>(value_.size()); }
  /// How often each value of the row occurs; puts them in order of size.
  [[nodiscard]] std::vector<int> ties() {
    std::ranges::sort(value_);
    return ties_of(value_);
  }

 private:
  std::vector<double> slopes_;
  const Yearly& values_;
  Eigen::ArrayXd times_;
  std::vector<double> at_;
  std::vector<double> value_;
};

/// The middle one, or half-way between the two in the middle; reorders them.
double middle(std::vector<double>& numbers) {
  if (numbers.empty()) return kNone;
  const auto half = numbers.begin() + std::ssize(numbers) / 2;
  std::nth_element(numbers.begin(), half, numbers.end());
  if (numbers.size() % 2 == 1) return *half;
  const double below = *std::max_element(numbers.begin(), half);
  return below + (*half - below) / 2;
}

using Lane = Eigen::Array<double, 32, 1>;  // rows that are sorted at once

/// The exchanges that sort n numbers whatever they are (Batcher's odd-even merge sort).
std::vector<std::pair<std::size_t, std::size_t>> exchanges_of(std::size_t n) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t p = 1; p < n; p *= 2) {
    for (std::size_t k = p; k >= 1; k /= 2) {
      for (std::size_t j = k % p; j + k < n; j += 2 * k) {
        for (std::size_t i = j; i < std::min(j + k, n - k); ++i) {
          if (i / (2 * p) == (i + k) / (2 * p)) out.emplace_back(i, i + k);
        }
      }
    }
  }
  return out;
}

/// The medians of rows without gaps, 32 at once and without a branch.
class Sorter {
 public:
  Sorter(const Yearly& values, const Codes& times)
      : values_{values},
        times_{times.cast<double>()},
        pairs_(static_cast<std::size_t>(times.size() * (times.size() - 1) / 2)),
        exchanges_{exchanges_of(pairs_.size())} {}

  void fit(Row first, Eigen::ArrayXd& out) {
    fill(first);
    for (const auto& [low, high] : exchanges_) {
      const Lane less = pairs_[low].min(pairs_[high]);
      pairs_[high] = pairs_[low].max(pairs_[high]);
      pairs_[low] = less;
    }
    const Lane& above = pairs_[pairs_.size() / 2];
    const Lane& below = pairs_[(pairs_.size() - 1) / 2];
    out.segment<Lane::SizeAtCompileTime>(first) = below + (above - below) / 2;
  }

 private:
  void fill(Row first) {
    const auto year_of = [&](Eigen::Index year) {
      return values_.col(year).segment<Lane::SizeAtCompileTime>(first);
    };
    std::size_t pair = 0;
    for (Eigen::Index later = 1; later < values_.cols(); ++later) {
      for (Eigen::Index earlier = 0; earlier < later; ++earlier) {
        pairs_[pair++] = (year_of(later) - year_of(earlier)) / (times_[later] - times_[earlier]);
      }
    }
  }

  const Yearly& values_;
  Eigen::ArrayXd times_;
  std::vector<Lane> pairs_;
  std::vector<std::pair<std::size_t, std::size_t>> exchanges_;
};

/// Whether a lane that starts there fits and has no gap.
bool is_full(const Yearly& values, Row first, Row end) {
  return end - first >= Lane::SizeAtCompileTime && values.cols() > 1 &&
         !values.middleRows(first, Lane::SizeAtCompileTime).isNaN().any();
}

/// The slopes between the k-th smallest and the k-th largest have the exact level.
///
/// @param most  how often the range may miss
void set_ends(const std::vector<double>& sorted, const std::vector<double>& tail, double most,
              Row row, SlopeRanges& out) {
  const auto pairs = static_cast<std::int64_t>(sorted.size());
  for (std::int64_t k = (pairs + 1) / 2; k >= 1; --k) {
    const auto beyond = static_cast<std::size_t>(pairs - 2 * k + 2);
    const double missed = tail[std::min(beyond, tail.size() - 1)];
    if (missed > most) continue;
    out.low[row] = sorted[static_cast<std::size_t>(k - 1)];
    out.high[row] = sorted[static_cast<std::size_t>(pairs - k)];
    out.level[row] = 1 - missed;
    return;
  }
}

/// Of values with ties, by their own distribution: whether 0 is an end and rejected, and the level.
///
/// @param tail  of S with these ties
void judge_zero(const std::vector<double>& sorted, const std::vector<double>& tail, double most,
                Row row, SlopeRanges& out) {
  const auto [fall, rise] = std::ranges::equal_range(sorted, 0.0);
  const auto s = (sorted.end() - rise) - (fall - sorted.begin());
  const bool rejected = tail[static_cast<std::size_t>(std::abs(s))] <= most;
  out.low_open[row] = rejected && out.low[row] == 0;
  out.high_open[row] = rejected && out.high[row] == 0;
  const auto beyond = std::ranges::find_if(tail, [&](double p) { return p <= most; });
  if (beyond != tail.end()) out.level[row] = std::min(out.level[row], 1 - *beyond);
}

Threads threads_for(const Yearly& values, Threads threads) {
  return values.rows() > 16 * kGrain ? threads : 1;
}

}  // namespace

Eigen::ArrayXd theil_sen(const Yearly& values, const Codes& times, Threads threads) {
  check(values, times);
  Eigen::ArrayXd out(values.rows());
  const auto fit = [&](std::int64_t begin, std::int64_t end) {
    Pairs pairs(values, times);
    Sorter sorter(values, times);
    for (Row row = begin; row < end;) {
      if (is_full(values, row, end)) {
        sorter.fit(row, out);
        row += Lane::SizeAtCompileTime;
      } else {
        pairs.look_at(row);
        out[row++] = middle(pairs.slopes());
      }
    }
  };
  parallel_for_blocks(values.rows(), kGrain, fit, threads_for(values, threads));
  return out;
}

SlopeRanges slope_ranges(const Yearly& values, const Codes& times, double level, Threads threads) {
  check(values, times);
  if (!(level > 0 && level < 1)) {
    throw InputError("level must be above 0 and below 1, not " + std::to_string(level));
  }
  const Row n = values.rows();
  const Eigen::ArrayXd unknown = Eigen::ArrayXd::Constant(n, kNone);
  const Flags closed = Flags::Constant(n, false);
  SlopeRanges out{unknown, unknown, unknown, unknown, closed, closed, Eigen::ArrayXd::Zero(n)};
  const double most = 1 - level + kRounding;
  const auto range = [&](std::int64_t begin, std::int64_t end) {
    Pairs pairs(values, times);
    TailsOfS tails;
    for (Row row = begin; row < end; ++row) {
      pairs.look_at(row);
      if (pairs.slopes().empty()) continue;
      std::vector<double>& slopes = pairs.slopes();
      std::ranges::sort(slopes);
      out.least[row] = slopes.front();
      out.most[row] = slopes.back();
      set_ends(slopes, tails.untied(pairs.years()), most, row, out);
      if (out.level[row] == 0 || !std::ranges::binary_search(slopes, 0.0)) continue;
      std::vector<int> ties = pairs.ties();
      judge_zero(slopes, tails.tied(ties), most, row, out);
    }
  };
  parallel_for_blocks(n, kGrain, range, threads_for(values, threads));
  return out;
}

}  // namespace lantoa
