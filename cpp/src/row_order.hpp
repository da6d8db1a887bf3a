// An order of rows that depends on what they hold alone, so that sums over them do too.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include <Eigen/Core>

namespace lantoa {

/// The rows by their first column, then the second and so on; equal rows may stand either way.
///
/// @param table  n x k without NaN
inline std::vector<Eigen::Index> rows_in_order(const Eigen::Ref<const Eigen::ArrayXXd>& table) {
  std::vector<Eigen::Index> out(static_cast<std::size_t>(table.rows()));
  std::iota(out.begin(), out.end(), Eigen::Index{0});
  const auto is_before = [&](Eigen::Index one, Eigen::Index other) {
    for (Eigen::Index at = 0; at < table.cols(); ++at) {
      if (table(one, at) != table(other, at)) return table(one, at) < table(other, at);
    }
    return false;
  };
  if (!std::ranges::is_sorted(out, is_before)) std::ranges::sort(out, is_before);
  return out;
}

}  // namespace lantoa
