// How a linear predictor becomes a chance, and what one row says of it.
#pragma once

#include "lantoa/hazard.hpp"

namespace lantoa {

/// A row at a linear predictor.
struct Heard {
  double weight = 0;  ///< expected information per unit of the predictor squared
  double score = 0;   ///< slope of the log likelihood
  double lift = 0;    ///< slope of the logarithm of the weight
  double log_likelihood = 0;
};

[[nodiscard]] Heard heard(Link link, double predictor, double at_risk, double events);

/// The predictor of a chance in (0, 1).
[[nodiscard]] double predictor_of(Link link, double chance);

}  // namespace lantoa
