// How often each place comes out when nobody knows the weights: they are drawn, and counted.
//
// Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998; Lahdelma
// and Salminen 2001). A share of the draws is a probability under the law of the weights that is
// named, with a Monte Carlo error of sqrt(p (1 - p) / draws); it is no opinion of anybody.
#pragma once

#include <cstdint>
#include <optional>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// Counts of draws, such as subject x place.
using Tallies = Eigen::Matrix<std::int32_t, Eigen::Dynamic, Eigen::Dynamic>;

/// Which weights are drawn, uniformly: any that are 0 or more and sum to 1, or some of them.
struct WeightLaw {
  Eigen::VectorXd low;   ///< p least weights, with `high`: the box; empty: no box
  Eigen::VectorXd high;  ///< p greatest weights
  Codes order;           ///< the p criteria, none heavier than the one before; empty: no order
};

/// Where draws come from.
struct Sampling {
  std::int64_t draws = 0;
  std::uint64_t seed = 0;
};

/// The weights of the draws from `first` on, p x count, each column one draw.
///
/// Without a box exponential numbers over their sum, sorted where there is an order. In a box by
/// rejection: each weight but the widest is drawn from its range, tilted by one factor exp(-rate
/// w) for all, which is constant where the sum is; the rate puts the mean sum at 1, so that about
/// one in 3 sqrt(p) attempts is taken. Both are exact, not only in the limit.
///
/// @throws InputError when sizes differ, an order is none, a bound is not in 0 to 1 or low lies
///         above high, no weights fit the box, or both a box and an order are given
[[nodiscard]] Eigen::MatrixXd draw_weights(const WeightLaw& law, Eigen::Index p, std::int64_t first,
                                           std::int64_t count, std::uint64_t seed);

/// Counts over all draws.
struct Acceptability {
  Tallies places;                 ///< k x n: draws that give a subject place 1 to k
  Eigen::MatrixXd first_weights;  ///< p x n: the sum of the weights that put it first
  Eigen::VectorXi at_line;        ///< n: draws with a score at the line or above; empty: no line
  Eigen::VectorXi tied;           ///< n: draws in which it shares its place (one of 1 to k)
  std::int64_t draws_with_ties = 0;
};

/// Draws weights, scores, places and counts.
///
/// Equals share the better place, as in sport, and are counted. Equal are scores that differ by
/// no more than their rounding could make of nothing: rows with the same values in every criterion
/// that bears weight, told apart by no draw.
///
/// @param values  n x p, more is better, finite; a score is its row times the weights
/// @param k       places that are counted, 1 to n
/// @param line    a score to reach, none: nobody asked
/// @throws InputError as `draw_weights`, or when a value is not finite, k is out of range, or
///         draws is not 1 to 2^31 - 1
///
/// O(draws n p). Another number of threads gives the same bits.
[[nodiscard]] Acceptability acceptability(const Eigen::Ref<const Eigen::MatrixXd>& values,
                                          const WeightLaw& law, const Sampling& sampling,
                                          Eigen::Index k, std::optional<double> line = {},
                                          Threads threads = kAllThreads);

inline constexpr Eigen::Index kMostPaired = 4000;

/// n x n: draws in which the subject of the row has a higher score than that of the column.
///
/// The same draws as those of `acceptability`; a tie is a win of neither.
///
/// @throws InputError as `acceptability`, and of more than `kMostPaired` subjects
[[nodiscard]] Tallies pairwise_wins(const Eigen::Ref<const Eigen::MatrixXd>& values,
                                    const WeightLaw& law, const Sampling& sampling,
                                    Threads threads = kAllThreads);

}  // namespace lantoa
