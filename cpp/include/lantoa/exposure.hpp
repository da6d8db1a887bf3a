// Who was tied to somebody that carried a practice, and how large a share of their ties that was.
//
// Periods count from 1; 0 is what was not seen to happen. A tie leads from a source to a taker, and
// the taker is exposed (Valente 1995, "Network Models of the Diffusion of Innovations").
#pragma once

#include "lantoa/facts.hpp"
#include "lantoa/network.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// n subjects x T periods, a subject after the other.
using PeriodTable = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The share of each taker's sources that had taken up by the end of each period, for good.
///
/// Sources that are named several times count as often. In O(k + nT): a histogram of the sources'
/// periods and its running sum.
///
/// @param sources  of each taker its sources
/// @param adopted  n periods of taking up, 0 where not seen
/// @param periods  T
/// @return 0 where a taker has no source
/// @throws InputError when a length or a period is not possible
[[nodiscard]] PeriodTable exposure(const Network& sources, const Codes& adopted, Code periods,
                                   Threads threads = kAllThreads);

/// When each of k ties held and how much it weighs, in the order of the list of ties.
struct Holding {
  Eigen::VectorXd weight;  ///< 0 or more
  Codes since;             ///< first periods, from 1
  Codes until;             ///< last periods, up to T
};

/// Spells for which subjects carried the practice: those of i are first[i] up to first[i + 1].
struct Carrying {
  Codes first;  ///< n + 1
  Codes since;  ///< first periods, from 1
  Codes until;  ///< last periods, up to T
};

/// The share of the weight of each taker's ties of a period that leads from who carried it then.
///
/// Spells of one subject do not overlap; those that do count as often.
///
/// @return 0 where a taker has no tie in a period
/// @throws InputError when a length, a weight or a period is not possible
[[nodiscard]] PeriodTable exposure_in_time(const Network& sources, const Holding& ties,
                                           const Carrying& spells, Code periods,
                                           Threads threads = kAllThreads);

/// How each of n subjects stands to those it is tied to; NaN where there is nothing to say.
struct Timing {
  Codes sources;                     ///< n numbers of ties that lead to it
  Eigen::VectorXd threshold;         ///< share of its sources by the end of its own period
  Eigen::VectorXd threshold_before;  ///< by the end of the period before; NaN also for period 1
  Eigen::VectorXd infection;         ///< of its takers' later periods those just after its own
  Eigen::VectorXd susceptibility;    ///< of its sources' earlier periods those just before its own
};

/// The most periods that infection and susceptibility look ahead and back.
inline constexpr Code kMostLags = 20;

/// Thresholds, infection and susceptibility of every subject, in one pass over the ties
/// (Myers 2000; Valente, Dyal, Chu, Wipfli and Fujimoto 2015).
///
/// Infection: sum over lags k up to `lags` of takers k periods later, each 1/k, over the same of
/// takers k or more periods later; 0 where nobody is later. Susceptibility likewise, back to the
/// sources. Thresholds are NaN of who was not seen taking it up, and 0 without a source.
///
/// @param source, taker  k codes of subjects
/// @param adopted        n periods of taking up, 0 where not seen
/// @param lags           1 up to kMostLags
/// @throws InputError when a length, a code, a period or the lags are not possible
[[nodiscard]] Timing timing(const Codes& source, const Codes& taker, const Codes& adopted,
                            Code lags);

}  // namespace lantoa
