#include "lantoa/simultaneous.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr double kNear = 1e-9;  // of numbers in standard errors

using Shuffles = Eigen::ArrayXd;

/// Distances from the mean in deviations; 0 where nothing varies.
Shuffles standardised(const Shuffles& column) {
  const Shuffles apart = column - column.mean();
  const double deviation = std::sqrt(apart.square().mean());
  const double noise = kNear * column.abs().maxCoeff();
  return deviation <= noise ? Shuffles(Shuffles::Zero(column.size())) : Shuffles(apart / deviation);
}

void check(const Eigen::Ref<const Eigen::ArrayXXd>& values, double alpha) {
  if (values.rows() < 1) throw InputError("values must have a row of what was observed");
  if (values.cols() > kMostCompared) {
    throw InputError("values must have at most " + std::to_string(kMostCompared) +
                     " columns, not " + std::to_string(values.cols()));
  }
  if (!values.isFinite().all()) throw InputError("values must be finite");
  if (!(alpha > 0 && alpha < 1)) {
    throw InputError("alpha must lie between 0 and 1, not " + std::to_string(alpha));
  }
}

/// The least number that at most a share alpha of the shuffles reaches.
double reached(Shuffles greatest, double alpha) {
  std::ranges::sort(greatest, std::ranges::greater());
  const auto most = static_cast<Eigen::Index>(alpha * static_cast<double>(greatest.size()));
  return most < greatest.size() ? greatest[most] : 0;
}

/// Leaves open all places but those that the differences of two exclude.
void place(const Eigen::ArrayXXd& excess, double alpha, Simultaneous& out) {
  const Eigen::Index m = excess.cols();
  Shuffles widest = Shuffles::Zero(excess.rows());
  Eigen::ArrayXXd ahead = Eigen::ArrayXXd::Zero(m, m);
  for (Eigen::Index one = 0; one < m; ++one) {
    for (Eigen::Index other = 0; other < one; ++other) {
      const Shuffles apart = standardised(excess.col(one) - excess.col(other));
      widest = widest.max(apart.abs());
      ahead(one, other) = apart[0];
      ahead(other, one) = -apart[0];
    }
  }
  out.critical = reached(widest, alpha);
  if (out.p.minCoeff() > alpha) return;
  for (Eigen::Index one = 0; one < m; ++one) {
    out.best[one] += static_cast<Code>((ahead.col(one) > out.critical + kNear).count());
    out.worst[one] -= static_cast<Code>((ahead.row(one) > out.critical + kNear).count());
  }
}

}  // namespace

Simultaneous simultaneous(const Eigen::Ref<const Eigen::ArrayXXd>& values, double alpha) {
  check(values, alpha);
  const Eigen::Index m = values.cols();
  Eigen::ArrayXXd z(values.rows(), m);
  Eigen::ArrayXXd excess(values.rows(), m);
  for (Eigen::Index at = 0; at < m; ++at) {
    z.col(at) = standardised(values.col(at));
    excess.col(at) = values.col(at) - values.col(at).mean();
  }
  Simultaneous out{Eigen::VectorXd::Ones(m), Codes::Ones(m),
                   Codes::Constant(m, static_cast<Code>(m)), 0, values.rows()};
  if (m == 0) return out;
  const Shuffles greatest = z.abs().rowwise().maxCoeff();
  out.at_the_end = (greatest >= greatest.maxCoeff() - kNear).count();
  for (Eigen::Index at = 0; at < m; ++at) {
    const auto count = (greatest >= std::abs(z(0, at)) - kNear).count();
    out.p[at] = static_cast<double>(count) / static_cast<double>(values.rows());
  }
  place(excess, alpha, out);
  return out;
}

}  // namespace lantoa
