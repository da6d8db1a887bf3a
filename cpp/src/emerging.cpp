#include "lantoa/emerging.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
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
  }

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

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
    return {(when * values_.col(row.at)).sum() / std::sqrt(spread), spread};
  }

  /// The greatest |t|, and the range of t among the rows with every year.
  [[nodiscard]] std::pair<double, double> extremes(std::span<const Code> order) const {
    const Eigen::ArrayXd at = when(order);
    double greatest = 0;
    double highest = -kMost;
    double lowest = kMost;
    for (const Row& row : rows_) {
      if (row.most <= std::min({greatest, highest, -lowest})) break;  // nobody further goes beyond
      const double t = fit(row, at).t;
      greatest = std::max(greatest, std::abs(t));
      if (!row.full) continue;
      highest = std::max(highest, t);
      lowest = std::min(lowest, t);
    }
    return {greatest, highest >= lowest ? highest - lowest : 0};
  }

 private:
  static constexpr double kMost = std::numeric_limits<double>::max();
  static constexpr double kRounding = 1e-12;

  Eigen::ArrayXXd values_;  // T x n
  Eigen::ArrayXXd known_;
  Eigen::ArrayXd times_;
  std::vector<Row> rows_;
  double spread_ = 0;
};

/// Orders whose number is at least that of a subject, numbers sorted upwards.
std::int64_t at_least(const std::vector<double>& sorted, double number) {
  return sorted.end() - std::ranges::lower_bound(sorted, number);
}

/// The difference that at most 1 - level of the orders reach.
double critical_of(const std::vector<double>& sorted, const OrderCount& orders, double level) {
  std::int64_t most = 0;
  while (most < orders.count && orders.p(most + 1) <= 1 - level) ++most;
  if (orders.p(most) > 1 - level || most >= orders.count) return kNone;
  return sorted[static_cast<std::size_t>(orders.count - 1 - most)];
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
  std::vector<double> greatest(static_cast<std::size_t>(orders.count()));
  std::vector<double> ranges(greatest.size());
  const auto measure = [&](std::int64_t at, std::span<const Code> order) {
    const auto number = static_cast<std::size_t>(at);
    std::tie(greatest[number], ranges[number]) = slopes.extremes(order);
  };
  orders.each(values.size() / 2 + 200, measure, threads);
  std::ranges::sort(greatest);
  std::ranges::sort(ranges);

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
  for (const Row& row : slopes.rows()) {
    const Fit& fit = fits.emplace_back(slopes.fit(row, when));
    out.slope[row.at] = fit.t / std::sqrt(fit.spread) * rows.scale;
    out.p[row.at] = out.orders.p(at_least(greatest, std::abs(fit.t) - doubt));
  }
  double most = greatest.back();
  for (const Fit& fit : fits) most = std::max(most, std::abs(fit.t));
  out.smallest = out.orders.smallest(at_least(greatest, most - doubt));
  set_places(slopes.rows(), fits, critical_of(ranges, out.orders, level) + doubt, out);
  return out;
}

RecentGain recent_gain(const Yearly& values, bool beside) {
  const Levelled rows = levelled(values, beside);
  const Index years = values.cols();
  const Eigen::ArrayXd others = (rows.years - 1).max(1);
  // The row's values add up to 0: a year less the mean of the others is k / (k - 1) times itself.
  const Eigen::ArrayXXd gains = rows.values.colwise() * (rows.years / others);
  const Eigen::ArrayXd weigh =
      (others / rows.years.max(1)).sqrt() * (rows.years >= 2).cast<double>();
  std::vector<double> greatest;
  greatest.reserve(static_cast<std::size_t>(years));
  for (Index year = 0; year < years; ++year) {
    greatest.push_back(values.rows() > 0 ? (gains.col(year) * weigh).abs().maxCoeff() : 0);
  }
  std::ranges::sort(greatest);
  const Index n = values.rows();
  RecentGain out{Eigen::ArrayXd::Constant(n, kNone), Eigen::ArrayXd::Ones(n), 1, years};
  if (years == 0) return out;
  const OrderCount orders{years, true};
  for (Index row = 0; row < n; ++row) {
    if (rows.years[row] < 2 || rows.known(row, years - 1) == 0) continue;
    out.gain[row] = gains(row, years - 1) * rows.scale;
    const double t = std::abs(gains(row, years - 1)) * weigh[row];
    out.p[row] = orders.p(at_least(greatest, t - 4 * rows.doubt));
  }
  out.smallest = orders.p(at_least(greatest, greatest.back() - 4 * rows.doubt));
  return out;
}

}  // namespace lantoa
