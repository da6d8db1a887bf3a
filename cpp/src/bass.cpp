#include "lantoa/bass.hpp"

#include <Eigen/Dense>
#include <cmath>
#include <limits>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

using Pair = Eigen::Vector2d;

constexpr int kMostSteps = 500;
constexpr double kSmallestLog = -25, kLargestLog = 5;
constexpr double kLongestStep = 1;  // a longer one jumps over the nearest curve to the border

/// Distances from the curve and their slopes in log p and log q.
struct Fit {
  Eigen::VectorXd apart;
  Eigen::MatrixX2d slope;
  double residual = 0;
};

Fit fit_at(const Pair& logs, const Eigen::VectorXd& share) {
  const double p = std::exp(logs[0]), q = std::exp(logs[1]);
  Fit fit{Eigen::VectorXd(share.size()), Eigen::MatrixX2d(share.size(), 2)};
  for (Eigen::Index at = 0; at < share.size(); ++at) {
    const double t = static_cast<double>(at) + 1;
    const double left = std::exp(-(p + q) * t), whole = 1 + q / p * left;
    fit.apart[at] = share[at] - (1 - left) / whole;
    const double common = t * left / whole, fall = (1 - left) / (whole * whole);
    fit.slope(at, 0) = p * (common + fall * (q / (p * p) + q / p * t) * left);
    fit.slope(at, 1) = q * (common - fall * (1 / p - q / p * t) * left);
  }
  fit.residual = fit.apart.squaredNorm();
  return fit;
}

Pair best_of_grid(const Eigen::VectorXd& share) {
  Pair best(std::log(0.03), std::log(0.3));
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 16; ++i)
    for (int j = 0; j < 16; ++j) {
      const Pair logs(std::log(1e-4) + 0.6 * i, std::log(1e-3) + 0.5 * j);
      const double residual = fit_at(logs, share).residual;
      if (residual < least) {
        least = residual;
        best = logs;
      }
    }
  return best;
}

/// A damped step that comes nearer; the same pair where none does.
Pair nearer(const Pair& logs, const Fit& fit, const Eigen::VectorXd& share, double& damping) {
  const Eigen::Matrix2d square = fit.slope.transpose() * fit.slope;
  const Pair down = fit.slope.transpose() * fit.apart;
  for (int attempt = 0; attempt < 60; ++attempt) {
    Eigen::Matrix2d damped = square;
    damped.diagonal() *= 1 + damping;
    damped.diagonal().array() += std::numeric_limits<double>::min();
    const Pair step = damped.ldlt().solve(down).cwiseMax(-kLongestStep).cwiseMin(kLongestStep);
    const Pair next = (logs + step).cwiseMax(kSmallestLog).cwiseMin(kLargestLog);
    if (step.allFinite() && fit_at(next, share).residual < fit.residual) {
      damping = damping / 10;
      return next;
    }
    damping = std::max(damping * 10, 1e-12);
  }
  return logs;
}

void check(const Eigen::VectorXd& share) {
  if (share.size() < 3)
    throw InputError("a curve through " + std::to_string(share.size()) + " shares: 3 are needed");
  for (Eigen::Index t = 0; t < share.size(); ++t)
    if (!(share[t] >= 0 && share[t] <= 1))
      throw InputError("period " + std::to_string(t + 1) + ": no share from 0 to 1");
}

/// Whether the slope is gone, against its own size, well inside the border.
bool is_still(const Pair& logs, const Fit& fit) {
  const Pair down = fit.slope.transpose() * fit.apart;
  const double size = fit.slope.norm() * std::max(fit.apart.norm(), 1e-9);
  return logs.minCoeff() > kSmallestLog + 5 && down.norm() <= 1e-6 * size && fit.slope.norm() > 0;
}

}  // namespace

double bass_share(double innovation, double imitation, double time) {
  const double left = std::exp(-(innovation + imitation) * time);
  return (1 - left) / (1 + imitation / innovation * left);
}

Bass bass(const Eigen::VectorXd& share) {
  check(share);
  Pair logs = best_of_grid(share);
  double damping = 1e-3;
  Fit fit = fit_at(logs, share);
  for (int step = 0; step < kMostSteps; ++step) {
    const Pair next = nearer(logs, fit, share, damping);
    if (next == logs) break;
    logs = next;
    fit = fit_at(logs, share);
  }
  return {std::exp(logs[0]), std::exp(logs[1]), fit.residual, is_still(logs, fit)};
}

}  // namespace lantoa
