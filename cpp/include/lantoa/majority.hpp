// Majorities: each criterion votes on every pair, with its weight; Copeland counts the pairs won.
//
// A. H. Copeland, A reasonable social welfare function, 1951. A majority may run in circles: A
// beats B, B beats C, C beats A. The circles are the strongly connected components of "beats".
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/points.hpp"

namespace lantoa {

/// How m criteria rank n subjects, and how much each has to say.
struct Ballots {
  /// n x m ranks from 1, the larger stands before; 0: it says nothing of any pair with this one.
  Eigen::Matrix<Code, Eigen::Dynamic, Eigen::Dynamic> rank;
  Points weight;           ///< m x 1, 0 or more, together below 2^62
  std::int64_t slack = 0;  ///< a lead no greater is none: what rounding of weights leaves open
};

/// What the pairs of each of n subjects say.
struct Majority {
  Codes wins;
  Codes losses;
  Codes ties;
  Codes circle;                ///< the first row of the component that each is part of
  std::int64_t undecided = 0;  ///< pairs that some part, with a lead not above a slack
};

/// The most subjects: every pair is kept.
inline constexpr Code kMostVoters = 10'000;

/// Lets the criteria vote on every pair.
///
/// A pair on which nobody says anything is a tie. O(n^2 m) time, n^2 bytes; another order of rows
/// gives the same counts, and circles of the same members.
///
/// @throws InputError when there are too many rows, sizes differ, or a weight or rank is negative
[[nodiscard]] Majority majority_of(const Ballots& ballots);

}  // namespace lantoa
