#include "doubt.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {

namespace {

bool is_whole(const Eigen::Ref<const Scores>& numbers) {
  return (numbers.array() == numbers.array().round()).all();
}

/// Whether every product and sum of a comparison is a whole number that a double holds.
bool stays_whole(const Eigen::Ref<const Scores>& values, const WeightSet& set) {
  const double most = values.size() == 0 ? 0.0 : values.cwiseAbs().maxCoeff();
  if (!(most * set.total < std::ldexp(1.0, 51))) return false;
  if (!is_whole(values) || !is_whole(set.low) || set.total != std::round(set.total)) return false;
  if (set.order.empty()) return is_whole(set.high);
  const double rest = set.total - static_cast<double>(set.low.size()) * set.low[0];
  for (Eigen::Index k = 2; k <= set.low.size(); ++k) {
    if (std::fmod(rest, static_cast<double>(k)) != 0) return false;
  }
  return true;
}

}  // namespace

void check_values(const Eigen::Ref<const Scores>& values, const WeightSet& set) {
  if (values.cols() != set.low.size()) {
    throw InputError("values must have " + std::to_string(set.low.size()) +
                     " columns like the weights, not " + std::to_string(values.cols()));
  }
  if (!values.allFinite()) throw InputError("values must be finite");
}

Doubt::Doubt(const Eigen::Ref<const Scores>& values, const WeightSet& set)
    : is_exact_(stays_whole(values, set)) {
  const double roundings = 4 * static_cast<double>(values.cols()) + 32;
  const double scale = roundings * std::numeric_limits<double>::epsilon() / 2 * set.total;
  size_ = values.cwiseAbs().rowwise().maxCoeff() * scale;
}

}  // namespace lantoa
