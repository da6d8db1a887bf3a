// A lot drawn in waves: each wave beside those untouched until then, in every year.
//
// A cell is a wave in a year, less those who are clean in it, within strata. What is asked is a
// weighted mean of cells, so it is a sum over subjects of what each adds under the label that it
// was drawn; drawing again permutes the labels within strata (Athey and Imbens 2022). Of a single
// wave it is the difference that `lot_tails` and `shift_interval` speak of.
#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "lantoa/detectable.hpp"
#include "lantoa/facts.hpp"
#include "lantoa/lot.hpp"

namespace lantoa {

/// Who was drawn for which wave. Years are counted from 0, the first that is compared.
struct Turns {
  Codes wave;      ///< n labels: 0 for who is given nothing, 1 to G for the waves in order
  Codes stratum;   ///< n codes from 0
  Codes start;     ///< G first years in which a wave counts as given, 0 or more, none falling
  Codes clean;     ///< G: so many first years in which it stands beside the others, at most `start`
  Code years = 0;  ///< T
};

/// C cells, by wave and year. A stratum without either side drops out of a cell; a cell without
/// a stratum is not there.
struct TurnCells {
  Codes wave;      ///< from 1
  Codes year;      ///< from 0
  Codes given;     ///< subjects of the wave
  Codes controls;  ///< clean subjects beside them
};

/// @throws InputError when lengths differ, a code is outside, or `clean` is above `start`
[[nodiscard]] TurnCells turn_cells(const Turns& turns);

/// How many arrangements the comparison tells apart, at the most `kCountless`.
///
/// Labels that count alike in every weighted cell are one label.
///
/// @param weight  C weights of cells, none negative and not all 0; they are scaled to sum to 1
/// @throws InputError as above, or when a weight is not one
[[nodiscard]] std::int64_t turn_count(const Turns& turns,
                                      const Eigen::Ref<const Eigen::VectorXd>& weight);

/// The smallest two-sided p value that some outcome could have, and that one does have.
///
/// One over the arrangements told apart; twice that where the draw turned round is one of them. A
/// sample of R gives no less than 1 / (R + 1).
[[nodiscard]] double smallest_turn_p(const Turns& turns,
                                     const Eigen::Ref<const Eigen::VectorXd>& weight,
                                     const Budget& effort);

/// A weighted mean of cells beside that of every other arrangement, or of a sample.
struct Turned {
  Tails tails;
  double estimate = 0;
  /// Every constant difference d in all years since given that the test keeps at p > alpha. Of an
  /// arrangement it is an interval around the estimate, so that no grid is needed.
  double low = 0;
  double high = 0;
};

/// @param values  n x T outcomes, finite, each less the base of its subject
/// @param weight  as above
/// @param alpha   0 to 1, both out
/// @throws InputError as above, or when a value is not finite
///
/// Strata of more than 2,000 are sampled however few arrangements there are.
[[nodiscard]] Turned staggered(const Eigen::Ref<const Eigen::ArrayXXd>& values, const Turns& turns,
                               const Eigen::Ref<const Eigen::VectorXd>& weight, double alpha,
                               const Budget& effort);

/// The smallest constant difference in all years since given that is found with a given power.
///
/// As `detectable_shift`, but the normal outcomes of a subject have a covariance over the years,
/// and the answer is in the unit of its root.
///
/// @param covariance  T x T, symmetric, without a negative variance; it may be singular
/// @param freedom     degrees of freedom that it was told by: where they are few it may be larger,
///                    and the power is a mean over what it may be; 0 where it is known
/// @throws InputError as above, or when a number is out of range
[[nodiscard]] Detectable detectable_turns(const Turns& turns,
                                          const Eigen::Ref<const Eigen::VectorXd>& weight,
                                          const Eigen::Ref<const Eigen::ArrayXXd>& covariance,
                                          std::int64_t freedom, double alpha, double power,
                                          std::int64_t offices, std::uint64_t seed,
                                          Threads threads);

}  // namespace lantoa
