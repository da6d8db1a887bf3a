// The hazard of taking up, period by period: how likely who has not yet is to do it now.
//
// Subjects that look alike in a period are one row: so many at risk, so many that took up. A fit
// on few events is not to be printed; the rule for that (R6) stands above this kernel.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

/// Rows that are alike, once each, in the order of their codes.
struct AtRisk {
  Eigen::ArrayXXi codes;   ///< u x c
  Eigen::ArrayXd at_risk;  ///< u numbers of rows
  Eigen::ArrayXd events;   ///< u numbers of rows with an event
};

/// @param codes   n x c codes from 0; the product of the levels stays below 2^62
/// @param events  n flags, 0 or 1
/// @throws InputError when a code is negative, a flag is none, lengths differ or levels are too
/// many
[[nodiscard]] AtRisk counted_at_risk(const Eigen::Ref<const Eigen::ArrayXXi>& codes,
                                     const Codes& events, Threads threads = kAllThreads);

enum class Link : std::uint8_t {
  kLogit,    ///< odds in each period
  kCloglog,  ///< a rate that is proportional in continuous time
};

enum class Penalty : std::uint8_t {
  kNone,
  kFirth,  ///< Jeffreys prior (Firth 1993, Biometrika 80, 27-38): finite when events separate
};

struct Hazard {
  Eigen::ArrayXd coefficient;  ///< p
  Eigen::ArrayXd error;        ///< p, from the expected information
  double deviance = 0;         ///< -2 log likelihood of the single rows, without the penalty
  int iterations = 0;
  bool converged = false;
  bool separated = false;  ///< some coefficient runs away: its number and error mean nothing
  bool collinear = false;  ///< some column is a combination of others: numbers are 0
};

/// Fits by iterated weighted least squares.
///
/// @param design   m x p finite numbers; a column of ones is the caller's
/// @param at_risk  m numbers, 0 or more
/// @param events   m numbers, 0 to at_risk
/// @throws InputError when the lengths differ or a number is outside
[[nodiscard]] Hazard fit_hazard(const Eigen::Ref<const Eigen::ArrayXXd>& design,
                                const Eigen::ArrayXd& at_risk, const Eigen::ArrayXd& events,
                                Link link, Penalty penalty = Penalty::kNone,
                                Threads threads = kAllThreads);

}  // namespace lantoa
