// Small symmetric systems, with sums in a written order.
#pragma once

#include <Eigen/Core>

namespace lantoa {

/// A positive definite matrix taken apart (Cholesky).
class Symmetric {
 public:
  /// @param matrix  p x p; only the lower half is read
  explicit Symmetric(const Eigen::ArrayXXd& matrix);

  /// Whether a column is, up to rounding, a combination of those before it.
  [[nodiscard]] bool is_singular() const { return singular_; }

  /// The solution of matrix * x = right.
  [[nodiscard]] Eigen::ArrayXd solved(const Eigen::ArrayXd& right) const;

  [[nodiscard]] Eigen::ArrayXXd inverse() const;

  /// The natural logarithm of the determinant.
  [[nodiscard]] double log_determinant() const;

 private:
  Eigen::ArrayXXd root_;  // lower
  bool singular_ = false;
};

/// The chance that chi-square with `freedom` degrees, 1 or more, is larger.
[[nodiscard]] double chi_square_above(double x, int freedom);

}  // namespace lantoa
