#include "lanes.hpp"

#include <limits>

// Wider registers where the machine has them: every row by itself, so not a bit differs.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define LANTOA_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define LANTOA_WIDE
#endif

namespace lantoa {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();

}  // namespace

LANTOA_WIDE Eigen::Index count_missing(const double* values, Eigen::Index count) {
  Eigen::Index missing = 0;
  for (Eigen::Index row = 0; row < count; ++row) missing += values[row] != values[row] ? 1 : 0;
  return missing;
}

LANTOA_WIDE void place_all(const double* values, const Affine& affine, Eigen::Index count,
                           double* value, double* there) {
  const double low = affine.clipped ? 0.0 : -kFar;
  const double high = affine.clipped ? 1.0 : kFar;
  const double offset = affine.offset;
  const double slope = affine.constant ? 0.0 : affine.slope;
  const double base = affine.constant ? affine.base : 0.0;
  for (Eigen::Index row = 0; row < count; ++row) {
    const bool missing = values[row] != values[row];
    const double at = ((missing ? offset : values[row]) - offset) * slope + base;
    const double above = at < low ? low : at;
    value[row] = missing ? 0.0 : above > high ? high : above;
    there[row] = missing ? 0.0 : 1.0;
  }
}

LANTOA_WIDE void add_all(const double* values, const Affine& affine, double weight,
                         Eigen::Index count, double* sum) {
  if (affine.constant) {
    for (Eigen::Index row = 0; row < count; ++row) sum[row] += weight * affine.base;
    return;
  }
  const double low = affine.clipped ? 0.0 : -kFar;
  const double high = affine.clipped ? 1.0 : kFar;
  const double offset = affine.offset;
  const double slope = affine.slope;
  for (Eigen::Index row = 0; row < count; ++row) {
    const double at = (values[row] - offset) * slope;
    const double above = at < low ? low : at;
    sum[row] += weight * (above > high ? high : above);
  }
}

}  // namespace lantoa
