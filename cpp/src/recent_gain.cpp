#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "lantoa/emerging.hpp"
#include "levelled.hpp"

namespace lantoa {

RecentGain recent_gain(const Yearly& values, bool beside) {
  const Levelled rows = levelled(values, beside);
  const Eigen::Index years = values.cols();
  const Eigen::ArrayXd others = (rows.years - 1).max(1);
  // The row's values add up to 0: a year less the mean of the others is k / (k - 1) times itself.
  const Eigen::ArrayXXd gains = rows.values.colwise() * (rows.years / others);
  const Eigen::ArrayXd weigh =
      (others / rows.years.max(1)).sqrt() * (rows.years >= 2).cast<double>();
  std::vector<double> greatest;
  greatest.reserve(static_cast<std::size_t>(years));
  for (Eigen::Index year = 0; year < years; ++year) {
    greatest.push_back(values.rows() > 0 ? (gains.col(year) * weigh).abs().maxCoeff() : 0);
  }
  const Eigen::Index n = values.rows();
  RecentGain out{Eigen::ArrayXd::Constant(n, std::numeric_limits<double>::quiet_NaN()),
                 Eigen::ArrayXd::Ones(n), 1, years};
  if (years == 0) return out;
  const auto p = [&](double t) {
    const auto reach = [&](double one) { return one >= t - 4 * rows.doubt; };
    return OrderCount{years, true}.p(std::ranges::count_if(greatest, reach));
  };
  for (Eigen::Index row = 0; row < n; ++row) {
    if (rows.years[row] < 2 || rows.known(row, years - 1) == 0) continue;
    out.gain[row] = gains(row, years - 1) * rows.scale;
    out.p[row] = p(std::abs(gains(row, years - 1)) * weigh[row]);
  }
  out.smallest = p(std::ranges::max(greatest));
  return out;
}

}  // namespace lantoa
