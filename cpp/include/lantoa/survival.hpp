// How long subjects went without taking a practice up, where many were not followed to the end.
#pragma once

#include <optional>

#include "lantoa/facts.hpp"

namespace lantoa {

/// The share that had not taken up by the end of each of T periods.
struct Survival {
  Codes at_risk;             ///< T numbers of subjects that could be seen taking it up then
  Codes events;              ///< T that did
  Codes censored;            ///< T last observed then without
  Eigen::VectorXd share;     ///< T; NaN once nobody is left to look at
  Eigen::VectorXd variance;  ///< T of share: Greenwood's; NaN where it is not known
  /// T: the interval of log(-log(share)); NaN where it has none: while nobody took up, and once all
  /// did, for the formula gives an error of 0 then.
  Eigen::VectorXd low, high;
};

/// Kaplan and Meier's estimate with subjects that come in late (1958; Greenwood 1926; the interval
/// of Kalbfleisch and Prentice 1980).
///
/// Subject i is looked at from period since[i] to until[i], or to adopted[i] where it took up.
/// Who is censored in a period was at risk in it. A subject with since > until counts nowhere.
///
/// @param adopted  n periods of taking up, 0 where not seen
/// @param since    n first periods at risk, from 1
/// @param until    n last periods observed
/// @param periods  T
/// @param z        how many standard errors the interval reaches, such as 1.96
/// @throws InputError when lengths differ, a period is not possible, or a subject took up outside
///     the periods in which it is looked at
[[nodiscard]] Survival survival(const Codes& adopted, const Codes& since, const Codes& until,
                                Code periods, double z);

/// The first period by the end of which a share had taken up; none where it did not come so far.
///
/// Shares that differ by rounding only count as reached.
///
/// @param share  T shares that had not, falling; NaN is not known
/// @param taken  0 to 1: 0.5 for the median
[[nodiscard]] std::optional<Code> first_taken(const Eigen::VectorXd& share, double taken);

}  // namespace lantoa
