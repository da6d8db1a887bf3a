// Several results of one shuffle at once: what chance gives the most extreme of them.
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "lantoa/facts.hpp"

namespace lantoa {

/// p values that hold for all m results together, and places that the shuffles do not exclude.
struct Simultaneous {
  Eigen::VectorXd p;  ///< the share of shuffles whose greatest |z| is at least that of the result
  Codes best;         ///< of m places, 1 for the largest result
  Codes worst;
  double critical = 0;  ///< standard errors by which a difference of two has to be exceeded
  std::int64_t at_the_end =
      0;  ///< shuffles as far out as any: no p is below this over their number
};

/// The most results that are compared pair by pair.
inline constexpr Eigen::Index kMostCompared = 200;

/// Max-T (Westfall and Young 1993) and places from all pairs at once (Mogstad and others 2024).
///
/// z is a result less the mean of its column over the column's deviation, 0 where that does not
/// vary; the observed row is one of the shuffles. One stands before another where the difference
/// of the two, over its deviation among shuffles, exceeds what the greatest of all pairs reaches
/// in a share `alpha` of them; nobody does where no p is down to alpha. Near-equal numbers count
/// as reached.
///
/// @param values  shuffles x results, the observed in row 0, finite; each row of one shuffle of all
///                results, so that what they have in common is in every row
/// @param alpha   0 to 1, both out
/// @throws InputError when there are no rows, more than `kMostCompared` columns, or a number or
///                    alpha is out of range
[[nodiscard]] Simultaneous simultaneous(const Eigen::Ref<const Eigen::ArrayXXd>& values,
                                        double alpha);

}  // namespace lantoa
