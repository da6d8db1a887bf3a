#include "lantoa/emerging.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
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

/// Slopes of all rows in any order of their years.
class Slopes {
 public:
  Slopes(const Levelled& rows, const Codes& times)
      : rows_{rows}, times_{(times.array() - (times.size() > 0 ? times[0] : 0)).cast<double>()} {
    full_ = rows.years == static_cast<double>(times.size());
    usable_ = rows.years >= kFewestYears;
  }

  struct Found {
    Eigen::ArrayXd t;       ///< 0 where there is none
    Eigen::ArrayXd spread;  ///< the squared distances of the known years
  };

  [[nodiscard]] Found in(std::span<const Code> order) const {
    const Index n = rows_.values.rows();
    Found out{Eigen::ArrayXd::Zero(n), Eigen::ArrayXd::Zero(n)};
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(n);
    for (Index at = 0; at < times_.size(); ++at) {
      const Index year = order[static_cast<std::size_t>(at)];
      out.t += times_[at] * rows_.values.col(year);
      sum += times_[at] * rows_.known.col(year);
      out.spread += times_[at] * times_[at] * rows_.known.col(year);
    }
    out.spread -= sum * sum / rows_.years.max(1);
    out.t = usable_.select(out.t / out.spread.max(kLeast).sqrt(), 0.0);
    return out;
  }

  /// The greatest |t|, and the range of t among the rows with every year.
  [[nodiscard]] std::pair<double, double> extremes(std::span<const Code> order) const {
    const Eigen::ArrayXd t = in(order).t;
    const double highest = full_.any() ? full_.select(t, -kMost).maxCoeff() : 0;
    const double lowest = full_.any() ? full_.select(t, kMost).minCoeff() : 0;
    return {t.size() > 0 ? t.abs().maxCoeff() : 0, highest - lowest};
  }

  [[nodiscard]] const auto& full() const { return full_; }
  [[nodiscard]] const auto& usable() const { return usable_; }

 private:
  static constexpr double kMost = std::numeric_limits<double>::max();
  static constexpr double kLeast = 0.25;  // years are whole, so three of them spread by 2 or more

  const Levelled& rows_;
  Eigen::ArrayXd times_;
  Eigen::Array<bool, Eigen::Dynamic, 1> full_;
  Eigen::Array<bool, Eigen::Dynamic, 1> usable_;
};

/// OrderCount whose number is at least that of a subject, numbers sorted upwards.
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
void set_places(const Eigen::ArrayXd& t, const Slopes& slopes, double needed, Emerging& out) {
  std::vector<double> sorted;
  for (Index row = 0; row < t.size(); ++row) {
    if (slopes.full()[row]) sorted.push_back(t[row]);
  }
  std::ranges::sort(sorted);
  for (Index row = 0; row < t.size(); ++row) {
    if (!slopes.full()[row]) continue;
    const auto before = sorted.end() - std::ranges::upper_bound(sorted, t[row] + needed);
    const auto behind = std::ranges::lower_bound(sorted, t[row] - needed) - sorted.begin();
    out.best[row] = static_cast<Code>(1 + (std::isnan(needed) ? 0 : before));
    out.worst[row] = static_cast<Code>(std::ssize(sorted) - (std::isnan(needed) ? 0 : behind));
  }
}

std::vector<Code> as_they_were(Index years) {
  std::vector<Code> out(static_cast<std::size_t>(years));
  for (std::size_t at = 0; at < out.size(); ++at) out[at] = static_cast<Code>(at);
  return out;
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
  orders.each(values.size() * 2 + values.rows() * 4, measure, threads);
  std::ranges::sort(greatest);
  std::ranges::sort(ranges);

  const Slopes::Found found = slopes.in(as_they_were(values.cols()));
  const Index n = values.rows();
  const double most_years = std::sqrt(static_cast<double>(std::max<Index>(values.cols(), 1)));
  const double doubt = rows.doubt * most_years;
  Emerging out{Eigen::ArrayXd::Constant(n, kNone),
               Eigen::ArrayXd::Ones(n),
               1,
               Codes::Zero(n),
               Codes::Zero(n),
               orders.orders()};
  for (Index row = 0; row < n; ++row) {
    if (!slopes.usable()[row]) continue;
    out.slope[row] = found.t[row] / std::sqrt(found.spread[row]) * rows.scale;
    out.p[row] = out.orders.p(at_least(greatest, std::abs(found.t[row]) - doubt));
  }
  const double most = greatest.back();
  out.smallest = out.orders.p(out.orders.exact ? at_least(greatest, most - doubt) : 0);
  set_places(found.t, slopes, critical_of(ranges, out.orders, level) + doubt, out);
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
