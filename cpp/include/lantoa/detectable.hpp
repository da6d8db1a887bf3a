// How large a difference must be for a lot to find it: known before any outcome is.
#pragma once

#include "lantoa/lot.hpp"

namespace lantoa {

/// The smallest constant difference that is found with a given power, in standard deviations.
struct Detectable {
  double closed_form = 0;  ///< (z of 1 - alpha/2 + z of power) times the standard error
  double shift = 0;  ///< what the two-sided test of the lot needs; infinite where it never finds
};

/// By simulation: normal outcomes of variance 1 within strata, the same for every size.
///
/// Of each simulated office the difference from which on the test rejects is a breakpoint of its
/// inversion, so that one pass gives the power at every size, and the quantile of these
/// breakpoints is the answer. Where there are more than a thousand arrangements 999 stand for them.
/// Above 500 subjects, with ten times the arrangements that alpha needs, the closed form is it.
///
/// @param drawn, stratum  as in `lot_tails`
/// @param alpha, power  0 to 1, both out
/// @param offices  how many are simulated, 1 to 100,000; 2,000 leave about one point of power
/// @param freedom  degrees of freedom that told a standard deviation: where they are few it may be
///                 larger, and the power is a mean over what it may be; 0 where it is known
/// @throws InputError when a number is out of range, or when of no stratum some but not all are
///                    drawn
[[nodiscard]] Detectable detectable_shift(const Codes& drawn, const Codes& stratum, double alpha,
                                          double power, std::int64_t offices, std::uint64_t seed,
                                          Threads threads, std::int64_t freedom = 0);

}  // namespace lantoa
