// Group-time differences: how cohorts that were exposed at different times moved, beside others.
//
// Sizes, means and products of the cohorts say all there is to say, so the values are read once;
// every base, set of controls, anticipation and summary is then a matter of microseconds.
// Errors divide by n, never by n - 1, and include that the weights of a summary are estimated
// (Callaway and Sant'Anna 2021, Journal of Econometrics 225, 200-230).
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

inline constexpr Code kNeverExposed = 0;

/// Cohorts of subjects that were first exposed in the same period, by that period.
struct CohortMoments {
  Codes first;              ///< K first periods from 1, or kNeverExposed; increasing
  Codes size;               ///< K numbers of subjects
  Eigen::ArrayXXd mean;     ///< K x T
  Eigen::ArrayXXd product;  ///< K T x T: sums of products of distances from the cohort's mean
  Code left_out = 0;        ///< subjects without a value in some period
};

/// Reads n x T values once.
///
/// @param values  NaN where nothing is known: such a subject is left out and counted
/// @param first   n periods of 1..T, kNeverExposed for those never exposed
/// @throws InputError when a value is infinite, a period is outside, or the lengths differ
[[nodiscard]] CohortMoments cohort_moments(const Eigen::Ref<const Eigen::ArrayXXd>& values,
                                           const Codes& first, Threads threads = kAllThreads);

enum class Controls : std::uint8_t {
  kNever,   ///< subjects that are never exposed
  kNotYet,  ///< these, and those not yet exposed in either of the two periods compared
};

/// What a period before exposure is compared with; later ones always with the last clean period.
enum class Base : std::uint8_t {
  kVarying,    ///< the period before it
  kUniversal,  ///< the last clean period, as for the later ones
};

struct Comparison {
  Controls controls = Controls::kNotYet;
  Base base = Base::kUniversal;
  Code anticipation = 0;  ///< periods before exposure that are not clean either
};

/// C cells: a cohort in a period, beside its controls.
///
/// A cell without controls, without a base or that is its own base is not there.
struct GroupTime {
  Codes group;              ///< first period of exposure
  Codes period;             ///< when it is compared
  Codes base;               ///< with when
  Codes treated;            ///< subjects of the cohort
  Codes controls;           ///< subjects beside it
  Eigen::ArrayXd effect;    ///< change of the cohort minus change of the controls
  Eigen::ArrayXd error;     ///< of it, from the influence of every subject
  Eigen::ArrayXXd product;  ///< C x C: sums over subjects of products of influences
  Eigen::ArrayXXd sum;      ///< C x K: sums of influences by cohort
  Codes first;              ///< K cohorts that count
  Codes size;               ///< K
  Code subjects = 0;        ///< n: those exposed from the first period on do not count
  Code anticipation = 0;
};

/// @throws InputError when `anticipation` is negative
[[nodiscard]] GroupTime group_time(const CohortMoments& moments, const Comparison& how);

enum class Summary : std::uint8_t {
  kSimple,    ///< one number over all cells from exposure on, by size of cohort
  kDynamic,   ///< by periods since exposure; overall the plain mean from 0 on
  kGroup,     ///< by cohort, plain mean; overall by size
  kCalendar,  ///< by period, by size; overall the plain mean
};

struct Summarised {
  Codes at;               ///< periods since exposure, cohorts or periods; none for kSimple
  Eigen::ArrayXd effect;  ///< as many
  Eigen::ArrayXd error;   ///< as many
  double overall = 0;     ///< 0 where no cell is from exposure on
  double overall_error = 0;
  Code cells = 0;  ///< from exposure on
};

[[nodiscard]] Summarised summarised(const GroupTime& cells, Summary by);

/// Whether the cells before exposure are all 0 (Wald), on as many degrees of freedom as cells.
struct PreTest {
  double statistic = 0;
  Code cells = 0;  ///< 0: there is none, or they say the same twice; p is 1 then
  double p = 1;
};

[[nodiscard]] PreTest pre_test(const GroupTime& cells);

}  // namespace lantoa
