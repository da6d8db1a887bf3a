#include "lantoa/survival.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kRounding = 1e-12;

void check(const Codes& adopted, const Codes& since, const Codes& until, Code periods, double z) {
  if (periods < 1) throw InputError("expected 1 period or more, not " + std::to_string(periods));
  if (since.size() != adopted.size() || until.size() != adopted.size())
    throw InputError("periods of " + std::to_string(adopted.size()) + ", " +
                     std::to_string(since.size()) + " and " + std::to_string(until.size()) +
                     " subjects");
  if (!(z > 0) || !std::isfinite(z)) throw InputError("expected standard errors above 0");
  for (Eigen::Index i = 0; i < adopted.size(); ++i) {
    const bool looked_at = since[i] <= until[i];
    const bool possible = since[i] >= 1 && until[i] <= periods && adopted[i] >= 0;
    const bool seen = adopted[i] == 0 || (adopted[i] >= since[i] && adopted[i] <= until[i]);
    if (looked_at && !(possible && seen))
      throw InputError("subject " + std::to_string(i) + ": looked at from " +
                       std::to_string(since[i]) + " to " + std::to_string(until[i]) +
                       ", took up in " + std::to_string(adopted[i]));
  }
}

/// Numbers at risk, taking up and last seen, by period.
void count(const Codes& adopted, const Codes& since, const Codes& until, Survival& found) {
  Codes change = Codes::Zero(found.at_risk.size() + 1);
  for (Eigen::Index i = 0; i < adopted.size(); ++i) {
    if (since[i] > until[i]) continue;
    const Code last = adopted[i] > 0 ? adopted[i] : until[i];
    ++change[since[i] - 1];
    --change[last];
    ++(adopted[i] > 0 ? found.events : found.censored)[last - 1];
  }
  Code now = 0;
  for (Eigen::Index t = 0; t < found.at_risk.size(); ++t) found.at_risk[t] = now += change[t];
}

/// Where the interval ends; there is none while nobody took up, nor once everybody did: then the
/// formula knows no error, which does not make the share certain.
void bound(Eigen::Index t, double sum, double z, Survival& found) {
  const double share = found.share[t];
  found.variance[t] = share * share * sum;
  if (!(share > 0)) {
    found.variance[t] = found.low[t] = found.high[t] = kUnknown;
    return;
  }
  if (!(share < 1)) return;
  const double spread = z * std::sqrt(sum) / std::abs(std::log(share));
  found.low[t] = std::pow(share, std::exp(spread));
  found.high[t] = std::pow(share, std::exp(-spread));
}

}  // namespace

Survival survival(const Codes& adopted, const Codes& since, const Codes& until, Code periods,
                  double z) {
  check(adopted, since, until, periods, z);
  const Codes none = Codes::Zero(periods);
  const Eigen::VectorXd blank = Eigen::VectorXd::Constant(periods, kUnknown);
  Survival found{none, none, none, blank, blank, blank, blank};
  count(adopted, since, until, found);
  double share = 1, sum = 0;
  Eigen::Index looked = periods;
  while (looked > 0 && found.at_risk[looked - 1] == 0) --looked;
  for (Eigen::Index t = 0; t < looked; ++t) {
    const double at_risk = found.at_risk[t], events = found.events[t];
    if (events > 0) {
      share *= (at_risk - events) / at_risk;
      sum += events / (at_risk * (at_risk - events));
    }
    found.share[t] = share;
    bound(t, sum, z, found);
  }
  return found;
}

std::optional<Code> first_taken(const Eigen::VectorXd& share, double taken) {
  for (Eigen::Index t = 0; t < share.size(); ++t)
    if (share[t] <= 1 - taken + kRounding) return static_cast<Code>(t + 1);
  return std::nullopt;
}

}  // namespace lantoa
