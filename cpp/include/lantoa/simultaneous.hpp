// Several results of one shuffle at once: what chance gives the most extreme of them.
#pragma once

#include <Eigen/Core>

#include "lantoa/facts.hpp"

namespace lantoa {

/// p values that hold for all m results together, and places that the shuffles do not exclude.
struct Simultaneous {
  Eigen::VectorXd p;  ///< the share of shuffles whose greatest |z| is at least that of the result
  Codes best;         ///< of m places, 1 for the largest result
  Codes worst;
  double critical = 0;  ///< standard errors by which a difference of two has to be exceeded
};

/// The most results that are compared pair by pair.
inline constexpr Eigen::Index kMostCompared = 200;

/// Max-T (Westfall and Young 1993) and places from all pairs at once (Mogstad and others 2024).
///
/// z is a result less the mean of its column over the column's deviation, 0 where that does not
/// vary; the observed row is one of the shuffles. One stands before another where the difference
/// of the two, over its deviation among shuffles, exceeds what the greatest of all pairs reaches
/// in a share `alpha` of them. Near-equal numbers count as reached.
///
/// @param values  shuffles x results, the observed in row 0, finite
/// @param alpha   0 to 1, both out
/// @throws InputError when there are no rows, more than `kMostCompared` columns, or a number or
///                    alpha is out of range
[[nodiscard]] Simultaneous simultaneous(const Eigen::Ref<const Eigen::ArrayXXd>& values,
                                        double alpha);

}  // namespace lantoa
