// How far places move from one year to another.
//
// Places are those among the subjects with a value in both years, equals at average ranks; whether
// more or less is better leaves every answer alone. How far they move where nothing does is in
// noise.hpp.
#pragma once

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// Moves of places in k steps from one year to another; NaN where there is none to tell.
struct PlaceMoves {
  Codes subjects;           ///< with a value in both years
  Eigen::ArrayXd tau;       ///< Kendall's tau-b of both years
  Eigen::ArrayXd total;     ///< the sum of |change of rank|
  Eigen::ArrayXd furthest;  ///< the largest |change of rank|
  /// The share of moves that whole blocks make together: of those in a block, the sum over blocks
  /// of |sum of changes of rank| by the sum of |change of rank|.
  Eigen::ArrayXd theta;
};

/// The moves of n subjects.
///
/// Rey, "Spatial analysis of regional income inequality", in Goodchild and Janelle, Spatially
/// Integrated Social Science, Oxford 2004, for theta.
///
/// @param values  n x T, NaN where nothing is known
/// @param before  k columns of it
/// @param after   the k columns they are compared with
/// @param block   n block codes from 0, below 0 where a subject is in none
/// @throws InputError when sizes differ or a column is not there
[[nodiscard]] PlaceMoves place_moves(const Eigen::Ref<const Eigen::ArrayXXd>& values,
                                     const Codes& before, const Codes& after, const Codes& block,
                                     Threads threads = kAllThreads);

using ClassTable = Eigen::Matrix<Code, Eigen::Dynamic, Eigen::Dynamic>;

/// The class of each subject in each year: with k classes the first holds the lowest k-th of the
/// places, equals in one class; below 0 where nothing is known.
///
/// @throws InputError when k is below 2
[[nodiscard]] ClassTable place_classes(const Eigen::Ref<const Eigen::ArrayXXd>& values, Code k);

}  // namespace lantoa
