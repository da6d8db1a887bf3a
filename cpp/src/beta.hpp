// The incomplete beta function and its inverse, and the normal distribution's.
#pragma once

namespace lantoa {

/// The regularised incomplete beta function I_x(a, b); `rest` is 1 - x, given apart so that neither
/// rounds; a and b above 0.
[[nodiscard]] double beta_share(double x, double rest, double a, double b);

/// The x of which `beta_share` is `share`, by halving down to neighbouring doubles.
[[nodiscard]] double beta_quantile(double share, double a, double b);

/// How many standard deviations a normal number lies from its mean at most, with a level.
[[nodiscard]] double normal_deviations(double level);

}  // namespace lantoa
