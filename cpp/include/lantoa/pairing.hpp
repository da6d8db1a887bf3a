// Do the numbers of pairs, such as a taker and its source, move together?
#pragma once

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/lot.hpp"

namespace lantoa {

/// How two numbers of each pair go together within strata.
struct Pairing {
  double correlation = 0;  ///< of both less the means of their stratum; 0 where one never varies
  std::int64_t arrangements = 0;  ///< at the most `kCountless`
  Tails tails;
};

/// Exchanges the first numbers within strata, all orders where these are few, else a sample.
///
/// The statistic is the sum of products of both, each less the mean of its stratum; it is 0 on the
/// average of all orders, so that two-sided is |T*| >= |T|. Near-equal sums count as equal.
///
/// @param first, second  n numbers, finite
/// @param stratum        n codes from 0
/// @throws InputError when lengths differ, a number is not finite or a code is out of range
[[nodiscard]] Pairing pairing(const Eigen::Ref<const Eigen::VectorXd>& first,
                              const Eigen::Ref<const Eigen::VectorXd>& second, const Codes& stratum,
                              const Budget& effort);

}  // namespace lantoa
