#include "linking.hpp"

#include <algorithm>
#include <cmath>

namespace lantoa {
namespace {

Heard logit(double predictor, double at_risk, double events) {
  const double small = std::exp(-std::abs(predictor));
  const double chance = (predictor < 0 ? small : 1) / (1 + small);
  const double none = (predictor < 0 ? 1 : small) / (1 + small);
  Heard out;
  out.weight = at_risk * small / ((1 + small) * (1 + small));
  // Not events - at_risk * chance, which is 0 too early where all of them happen.
  out.score = events * none - (at_risk - events) * chance;
  out.lift = 1 - 2 * chance;
  out.log_likelihood =
      events * predictor - at_risk * (std::max(predictor, 0.0) + std::log1p(small));
  return out;
}

Heard cloglog(double predictor, double at_risk, double events) {
  // Beyond these a chance is 0 or 1 to the last digit, and the rate would overflow.
  const double rate = std::exp(std::clamp(predictor, -300.0, 5.0));
  const double none = std::exp(-rate);
  const double chance = -std::expm1(-rate);
  Heard out;
  out.weight = at_risk * rate * rate * none / chance;
  out.score = (events * none - (at_risk - events) * chance) * rate / chance;
  out.lift = 2 - rate - rate * none / chance;
  out.log_likelihood = events * std::log(chance) - (at_risk - events) * rate;
  return out;
}

}  // namespace

Heard heard(Link link, double predictor, double at_risk, double events) {
  return link == Link::kLogit ? logit(predictor, at_risk, events)
                              : cloglog(predictor, at_risk, events);
}

double predictor_of(Link link, double chance) {
  const double not_so = -std::log1p(-chance);
  return link == Link::kLogit ? std::log(chance) + not_so : std::log(not_so);
}

}  // namespace lantoa
