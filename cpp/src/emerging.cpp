#include "lantoa/emerging.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"
#include "levelled.hpp"
#include "year_orders.hpp"

namespace lantoa {
namespace {

using Index = Eigen::Index;

constexpr double kFewestYears = 3;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void check(const Yearly& values, const Codes& times, double level) {
  if (times.size() != values.cols()) {
    throw InputError("times must name each of " + std::to_string(values.cols()) +
                     " columns, found " + std::to_string(times.size()));
  }
  for (Index year = 1; year < times.size(); ++year) {
    if (times[year] <= times[year - 1]) throw InputError("times must rise from column to column");
  }
  if (!(level > 0 && level < 1)) {
    throw InputError("level must be above 0 and below 1, not " + std::to_string(level));
  }
}

/// One row, as every order of its years is measured.
struct Row {
  Index at = 0;
  double years = 0;
  double most = 0;  ///< |t| is never above it (Cauchy and Schwarz)
  bool full = false;
};

/// t of a row, and the squared distances of its known years.
struct Fit {
  double t = 0;
  double spread = 0;
};

/// Slopes of all rows in any order of their years, rows that may stand out farthest first.
class Slopes {
 public:
  Slopes(const Levelled& rows, const Codes& times)
      : values_{rows.values.transpose()},
        known_{rows.known.transpose()},
        times_{(times.array() - (times.size() > 0 ? times[0] : 0)).cast<double>()} {
    const auto all = static_cast<double>(times.size());
    for (Index at = 0; at < rows.values.rows(); ++at) {
      if (rows.years[at] < kFewestYears) continue;
      const double norm = std::sqrt(values_.col(at).square().sum());
      rows_.push_back({at, rows.years[at], norm * (1 + kRounding), rows.years[at] == all});
    }
    std::ranges::stable_sort(rows_, std::ranges::greater{}, &Row::most);
    spread_ = times_.square().sum() - times_.sum() * times_.sum() / std::max(all, 1.0);
    root_ = std::sqrt(spread_);
  }

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

  /// Whether an order and its reverse give the same |t| and the same range.
  [[nodiscard]] bool is_mirrored() const {
    for (Index at = 2; at < times_.size(); ++at) {
      if (times_[at] - times_[at - 1] != times_[1] - times_[0]) return false;
    }
    return times_.size() > 1;
  }

  /// When each year is in an order.
  [[nodiscard]] Eigen::ArrayXd when(std::span<const Code> order) const {
    Eigen::ArrayXd out(times_.size());
    for (Index at = 0; at < times_.size(); ++at) {
      out[order[static_cast<std::size_t>(at)]] = times_[at];
    }
    return out;
  }

  [[nodiscard]] Fit fit(const Row& row, const Eigen::ArrayXd& when) const {
    double spread = spread_;
    if (!row.full) {
      const double sum = (when * known_.col(row.at)).sum();
      spread = (when.square() * known_.col(row.at)).sum() - sum * sum / row.years;
    }
    return {sum(row, when) / std::sqrt(spread), spread};
  }

  /// The greatest |t|, and the range of t among the rows with every year.
  [[nodiscard]] std::pair<double, double> extremes(std::span<const Code> order) const {
    const Eigen::ArrayXd at = when(order);
    double greatest = 0;
    double highest = -kMost;
    double lowest = kMost;
    for (const Row& row : rows_) {
      if (row.most <= std::min({greatest, highest, -lowest})) break;  // nobody further goes beyond
      const double t = row.full ? sum(row, at) / root_ : fit(row, at).t;
      greatest = std::max(greatest, std::abs(t));
      if (!row.full) continue;
      highest = std::max(highest, t);
      lowest = std::min(lowest, t);
    }
    return {greatest, highest >= lowest ? highest - lowest : 0};
  }

 private:
  [[nodiscard]] double sum(const Row& row, const Eigen::ArrayXd& when) const {
    return (when * values_.col(row.at)).sum();
  }

  static constexpr double kMost = std::numeric_limits<double>::max();
  static constexpr double kRounding = 1e-12;

  Eigen::ArrayXXd values_;  // T x n
  Eigen::ArrayXXd known_;
  Eigen::ArrayXd times_;
  std::vector<Row> rows_;
  double spread_ = 0;
  double root_ = 0;
};

/// The greatest |t| and the range of every order, or of one of each and its reverse.
struct InOrders {
  std::vector<double> greatest;
  std::vector<double> ranges;
  std::int64_t each = 1;  ///< for how many orders a number stands
};

InOrders in_orders(const Slopes& slopes, const YearOrders& orders, std::int64_t work,
                   Threads threads) {
  constexpr double kReverse = -1;  // of one that is looked at
  InOrders out{std::vector<double>(static_cast<std::size_t>(orders.count()), kReverse), {}, 1};
  out.ranges = out.greatest;
  const bool mirrored = orders.orders().exact && slopes.is_mirrored();
  const auto measure = [&](std::int64_t at, std::span<const Code> order) {
    if (mirrored && order.front() > order.back()) return;
    const auto number = static_cast<std::size_t>(at);
    std::tie(out.greatest[number], out.ranges[number]) = slopes.extremes(order);
  };
  orders.each(work, measure, threads);
  if (!mirrored) return out;
  std::erase(out.greatest, kReverse);
  std::erase(out.ranges, kReverse);
  out.each = 2;
  return out;
}

/// Orders whose number is at least that of a subject, where subjects are more than orders.
std::vector<std::int64_t> looked_up(std::vector<double> in_orders,
                                    const std::vector<double>& numbers) {
  std::ranges::sort(in_orders);
  std::vector<std::int64_t> out;
  out.reserve(numbers.size());
  for (const double one : numbers) {
    out.push_back(in_orders.end() - std::ranges::lower_bound(in_orders, one));
  }
  return out;
}

/// Orders whose number is at least that of a subject, for every subject.
std::vector<std::int64_t> at_least(const std::vector<double>& in_orders,
                                   const std::vector<double>& numbers) {
  if (in_orders.size() < numbers.size()) return looked_up(in_orders, numbers);
  std::vector<double> sorted = numbers;
  std::ranges::sort(sorted);
  std::vector<std::int64_t> reach(sorted.size() + 1);  // how many orders reach so many of them
  for (const double one : in_orders) {
    ++reach[static_cast<std::size_t>(std::ranges::upper_bound(sorted, one) - sorted.begin())];
  }
  std::partial_sum(reach.rbegin(), reach.rend(), reach.rbegin());
  std::vector<std::int64_t> out;
  out.reserve(numbers.size());
  for (const double one : numbers) {
    out.push_back(reach[static_cast<std::size_t>(std::ranges::lower_bound(sorted, one) -
                                                 sorted.begin() + 1)]);
  }
  return out;
}

/// The difference that at most 1 - level of the orders reach.
double critical_of(InOrders& found, const OrderCount& orders, double level) {
  std::int64_t most = 0;
  while (most < orders.count && orders.p(most + 1) <= 1 - level) ++most;
  if (orders.p(most) > 1 - level || most >= orders.count) return kNone;
  const auto at = found.ranges.begin() + (orders.count - 1 - most) / found.each;
  std::ranges::nth_element(found.ranges, at);
  return *at;
}

/// Places between which the true ones lie: others that stand clearly before and clearly behind.
void set_places(const std::vector<Row>& rows, const std::vector<Fit>& fits, double needed,
                Emerging& out) {
  std::vector<double> sorted;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (rows[at].full) sorted.push_back(fits[at].t);
  }
  std::ranges::sort(sorted);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (!rows[at].full) continue;
    const double t = fits[at].t;
    const auto before = sorted.end() - std::ranges::upper_bound(sorted, t + needed);
    const auto behind = std::ranges::lower_bound(sorted, t - needed) - sorted.begin();
    out.best[rows[at].at] = static_cast<Code>(1 + (std::isnan(needed) ? 0 : before));
    out.worst[rows[at].at] =
        static_cast<Code>(std::ssize(sorted) - (std::isnan(needed) ? 0 : behind));
  }
}

}  // namespace

Emerging emerging(const Yearly& values, const Codes& times, bool beside, double level,
                  std::int64_t draws, std::uint64_t seed, Threads threads) {
  check(values, times, level);
  const Levelled rows = levelled(values, beside);
  const Slopes slopes(rows, times);
  const YearOrders orders(values.cols(), draws, seed);
  InOrders found = in_orders(slopes, orders, values.size() / 2 + 200, threads);
  const Eigen::ArrayXd when = slopes.when(as_they_were(values.cols()));
  const Index n = values.rows();
  const double doubt =
      rows.doubt * std::sqrt(static_cast<double>(std::max<Index>(values.cols(), 1)));
  Emerging out{Eigen::ArrayXd::Constant(n, kNone),
               Eigen::ArrayXd::Ones(n),
               1,
               Codes::Zero(n),
               Codes::Zero(n),
               orders.orders()};
  std::vector<Fit> fits;
  std::vector<double> sizes;
  for (const Row& row : slopes.rows()) {
    fits.push_back(slopes.fit(row, when));
    out.slope[row.at] = fits.back().t / std::sqrt(fits.back().spread) * rows.scale;
    sizes.push_back(std::abs(fits.back().t) - doubt);
  }
  double most = std::ranges::max(found.greatest) - doubt;
  for (const double size : sizes) most = std::max(most, size);
  sizes.push_back(most);
  const std::vector<std::int64_t> beyond = at_least(found.greatest, sizes);
  for (std::size_t at = 0; at < fits.size(); ++at) {
    out.p[slopes.rows()[at].at] = out.orders.p(found.each * beyond[at]);
  }
  out.smallest = out.orders.smallest(found.each * beyond.back());
  set_places(slopes.rows(), fits, critical_of(found, out.orders, level) + doubt, out);
  return out;
}

}  // namespace lantoa
