#include "symmetric.hpp"

#include <cmath>
#include <numbers>

namespace lantoa {
namespace {

constexpr double kRounding = 1e-12;  // of the diagonal: what is left of it is noise

}  // namespace

Symmetric::Symmetric(const Eigen::ArrayXXd& matrix)
    : root_(Eigen::ArrayXXd::Zero(matrix.rows(), matrix.rows())) {
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    for (Eigen::Index column = 0; column <= row; ++column) {
      double left = matrix(row, column);
      for (Eigen::Index at = 0; at < column; ++at) left -= root_(row, at) * root_(column, at);
      if (column < row) {
        root_(row, column) = left / root_(column, column);
      } else if (!(left > kRounding * matrix(row, row))) {
        singular_ = true;
        return;
      } else {
        root_(row, row) = std::sqrt(left);
      }
    }
  }
}

Eigen::ArrayXd Symmetric::solved(const Eigen::ArrayXd& right) const {
  Eigen::ArrayXd x = right;
  const Eigen::Index p = x.size();
  for (Eigen::Index row = 0; row < p; ++row) {
    for (Eigen::Index at = 0; at < row; ++at) x[row] -= root_(row, at) * x[at];
    x[row] /= root_(row, row);
  }
  for (Eigen::Index row = p - 1; row >= 0; --row) {
    for (Eigen::Index at = row + 1; at < p; ++at) x[row] -= root_(at, row) * x[at];
    x[row] /= root_(row, row);
  }
  return x;
}

Eigen::ArrayXXd Symmetric::inverse() const {
  const Eigen::Index p = root_.rows();
  Eigen::ArrayXXd out(p, p);
  for (Eigen::Index column = 0; column < p; ++column) {
    Eigen::ArrayXd unit = Eigen::ArrayXd::Zero(p);
    unit[column] = 1;
    out.col(column) = solved(unit);
  }
  return out;
}

double Symmetric::log_determinant() const {
  double sum = 0;
  for (Eigen::Index at = 0; at < root_.rows(); ++at) sum += 2 * std::log(root_(at, at));
  return sum;
}

double chi_square_above(double x, int freedom) {
  if (!(x > 0)) return 1;
  // Q(a + 1, h) = Q(a, h) + h^a e^-h / Gamma(a + 1), up from a of 1/2 or 1.
  const double half = x / 2;
  const bool is_odd = freedom % 2 == 1;
  double above = is_odd ? std::erfc(std::sqrt(half)) : std::exp(-half);
  double term =
      is_odd ? std::sqrt(half / std::numbers::pi) * 2 * std::exp(-half) : half * std::exp(-half);
  for (double a = is_odd ? 0.5 : 1; a < freedom / 2.0 - 0.25; a += 1) {
    above += term;
    term *= half / (a + 1);
  }
  return above < 1 ? above : 1;
}

}  // namespace lantoa
