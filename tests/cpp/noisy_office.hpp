// An office in which nothing happens but luck, for tests of trends.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/random.hpp"

namespace noisy {

/// Subjects by years: what all share in a year, `shared` times normal, and each one's own noise.
inline Eigen::ArrayXXd office(Eigen::Index n, Eigen::Index years, double shared,
                              std::uint64_t replicate) {
  const lantoa::Draws draws(11, lantoa::Stream::kErrors, replicate);
  std::uint32_t position = 0;
  Eigen::ArrayXXd out(n, years);
  for (Eigen::Index year = 0; year < years; ++year) {
    const double common = shared * draws.normals(position++)[0];
    for (Eigen::Index row = 0; row < n; ++row) {
      out(row, year) = common + draws.normals(position++)[0];
    }
  }
  return out;
}

}  // namespace noisy
