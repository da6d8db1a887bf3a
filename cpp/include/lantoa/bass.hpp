// The curve of Bass (1969) through cumulative shares: innovation p and imitation q.
#pragma once

#include <Eigen/Core>

namespace lantoa {

/// The curve that lies nearest to some shares.
struct Bass {
  double innovation = 0;  ///< p, per period
  double imitation = 0;   ///< q, per period
  double residual = 0;    ///< sum of squared distances
  bool converged = false;
};

/// The share that has taken up by time t: (1 - e) / (1 + q/p e) with e = exp(-(p + q) t).
[[nodiscard]] double bass_share(double innovation, double imitation, double time);

/// Least squares of shares at the end of periods 1, 2, ..., T on the curve, over p, q > 0.
///
/// From the best of a grid by damped Gauss-Newton steps in log p and log q. A curve that runs to
/// the border (q or p towards 0, or no share at all) has not converged.
///
/// @param share  T cumulative shares, 0 to 1
/// @throws InputError when there are fewer than 3 or one is no share
[[nodiscard]] Bass bass(const Eigen::VectorXd& share);

}  // namespace lantoa
