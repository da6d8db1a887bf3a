#include "levelled.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lantoa/error.hpp"
#include "summing.hpp"

namespace lantoa {
namespace {

/// The power of two that brings every number to at most 1.
double scale_of(const Eigen::ArrayXXd& values) {
  const double largest = values.size() == 0 ? 0 : values.abs().maxCoeff();
  return largest > 0 ? std::ldexp(1.0, std::min(std::ilogb(largest) + 1, 1023)) : 1;
}

/// The first known value of each row, which brings neighbours close to 0 without rounding.
Eigen::ArrayXd first_of(const Levelled& out) {
  Eigen::ArrayXd first = Eigen::ArrayXd::Zero(out.values.rows());
  for (Eigen::Index year = out.values.cols(); year-- > 0;) {
    first = (out.known.col(year) > 0).select(out.values.col(year), first);
  }
  return first;
}

}  // namespace

Levelled levelled(const Yearly& values, bool beside) {
  Levelled out;
  out.known = values.isNaN().select(Eigen::ArrayXXd::Zero(values.rows(), values.cols()), 1.0);
  out.values = values.isNaN().select(0.0, values);
  if (!out.values.isFinite().all()) throw InputError("values must be finite or missing");
  out.years = out.known.rowwise().sum();
  out.scale = scale_of(out.values);
  out.values /= out.scale;
  Eigen::ArrayXd level = first_of(out);
  if (beside && (out.years > 0).any()) {  // one for all keeps the years' means
    level.setConstant((out.years > 0).select(level, std::numeric_limits<double>::max()).minCoeff());
  }
  out.values = (out.values.colwise() - level) * out.known;
  const double again = scale_of(out.values);  // what is left when a high level is gone
  out.values /= again;
  out.scale *= again;
  if (beside) {
    for (Eigen::Index year = 0; year < out.values.cols(); ++year) {
      const double there = std::max(out.known.col(year).sum(), 1.0);
      out.values.col(year) -= unordered_sum(out.values.col(year)) / there;
    }
    out.values *= out.known;
  }
  Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(values.rows());  // by year, wherever a row stands
  for (Eigen::Index year = 0; year < values.cols(); ++year) sum += out.values.col(year);
  out.values = (out.values.colwise() - sum / out.years.max(1.0)) * out.known;
  const auto terms =
      static_cast<double>(values.cols()) + (beside ? std::log2(1 + values.rows()) : 0);
  out.doubt = 16 * terms * std::numeric_limits<double>::epsilon();
  return out;
}

}  // namespace lantoa
