// Outranking: how much each subject is preferred to the others, criterion by criterion.
//
// PROMETHEE (J. P. Brans and P. Vincke, Management Science 31, 1985): a preference function turns
// the raw difference of two values into a degree from 0 to 1; the positive flow of a subject is the
// mean degree by which it is preferred to its rivals, the negative one by which they are to it.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// What a difference d counts, with q the indifference and p the preference threshold.
enum class Preference : std::uint8_t {
  kUsual,   ///< 1 where d > 0
  kU,       ///< 1 where d > q
  kV,       ///< d / p up to p, then 1
  kLevel,   ///< 1/2 where d > q, 1 where d > p
  kLinear,  ///< (d - q) / (p - q) from q to p, then 1
};

/// The preference function of each of m criteria.
struct Preferences {
  Codes kind;                    ///< a Preference of each
  Eigen::VectorXd indifference;  ///< q, 0 or more
  Eigen::VectorXd preference;    ///< p, no less than q
};

/// The rows of each column from the smallest value on: what new thresholds need not do again.
struct Orders {
  Eigen::Matrix<Code, Eigen::Dynamic, Eigen::Dynamic> row;  ///< n x m, missing values last
  Codes known;                                              ///< values of each column
};

/// Sums of degrees over all rivals, n x m, in the units of the columns.
///
/// A sum is value + rest, about 106 bits; of whole numbers below 2^53 it is exact. The rests
/// have no column where every criterion counts whole and half degrees, which need none.
struct Flows {
  Eigen::MatrixXd plus;
  Eigen::MatrixXd minus;
  Eigen::MatrixXd plus_rest;
  Eigen::MatrixXd minus_rest;
  Eigen::VectorXd unit;  ///< by which a column is divided: p - q of ramps, else 1
};

/// Flows of all criteria together, n of each: weighted means, from 0 to 1.
struct Outranking {
  Eigen::VectorXd plus;
  Eigen::VectorXd minus;
  Eigen::VectorXd net;  ///< plus - minus, from the sums themselves
};

/// Sorts every column.
///
/// @param values  n x m, more is better, NaN where missing, none beyond 1e290
/// @throws InputError when a value is too large, naming its row and column
[[nodiscard]] Orders orders_of(const Eigen::Ref<const Eigen::MatrixXd>& values,
                               Threads threads = kAllThreads);

/// Sums of degrees. A missing value is preferred to none, and none to it.
///
/// Differences are taken of the values as they are, so a sum is that of the definition, pair by
/// pair; only the sums of ramps are rearranged. O(m n), after the orders.
///
/// @throws InputError when sizes differ, a threshold is not finite, negative or p is below q
[[nodiscard]] Flows flows_of(const Eigen::Ref<const Eigen::MatrixXd>& values, const Orders& orders,
                             const Preferences& preferences, Threads threads = kAllThreads);

/// Weighted flows over n - 1 rivals; all 0 where there is no rival.
///
/// @param weights  m, taken as they are
/// @throws InputError when there are not m of them
[[nodiscard]] Outranking outranking_of(const Flows& flows,
                                       const Eigen::Ref<const Eigen::VectorXd>& weights);

}  // namespace lantoa
