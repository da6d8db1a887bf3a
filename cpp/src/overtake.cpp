#include "lantoa/overtake.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"
#include "overtaking.hpp"

namespace lantoa {

namespace {

/// The weights of the box around the present ones that gain the most, and how much that is.
struct Moved {
  Doubles weights;
  double gain = 0;
};

/// Criteria that gain most go to their double, the others to nothing, until the sum is kept.
Moved most_moved(const Doubles& weights, const Doubles& gain) {
  std::vector<Eigen::Index> by_gain(static_cast<std::size_t>(weights.size()));
  for (std::size_t at = 0; at < by_gain.size(); ++at) by_gain[at] = static_cast<Eigen::Index>(at);
  std::ranges::stable_sort(by_gain,
                           [&](Eigen::Index a, Eigen::Index b) { return gain[a] > gain[b]; });
  Moved out{Doubles::Zero(weights.size()), 0};
  double room = weights.sum();
  double price = 0;  // what a weight is worth where the room ends; all that is gained is over it
  for (const Eigen::Index j : by_gain) {
    const double taken = std::min(2 * weights[j], room);
    out.weights[j] = taken;
    room -= taken;
    price = gain[j];
    if (room <= 0) break;
  }
  for (Eigen::Index j = 0; j < gain.size(); ++j) out.gain += weights[j] * std::abs(gain[j] - price);
  return out;
}

/// The nearest weight of one criterion that does it, upwards or downwards.
double nearest_weight(double weight, double others, double down, double up) {
  if (down == kNoChange && up == kNoChange) return kNoChange;
  const double lower = weight - down * weight;
  const double upper = weight + up * others;
  if (down == kNoChange) return upper;
  return up == kNoChange || weight - lower <= upper - weight ? lower : upper;
}

/// Where a rival draws level on a way from 0 to 1, and whether it then speaks against the row no
/// more (0) or from there on (1). Who leaves comes before who joins: level is not against.
using Meeting = std::pair<double, int>;

}  // namespace

Doubles leads(const Eigen::Ref<const Scores>& values, const Doubles& weights, std::int64_t row) {
  Doubles out = Doubles::Zero(values.rows());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    out.array() += (values.col(j).array() - values(row, j)) * weights[j];
  }
  return out;
}

double way_to(const Doubles& now, const Doubles& end, std::int64_t allowed) {
  std::vector<Meeting> meetings;
  std::int64_t against = 0;
  for (Eigen::Index rival = 0; rival < now.size(); ++rival) {
    const bool is_against = now[rival] > 0;
    against += is_against ? 1 : 0;
    if (is_against == (end[rival] > 0)) continue;
    meetings.emplace_back(now[rival] / (now[rival] - end[rival]), is_against ? 0 : 1);
  }
  if (against <= allowed) return 0;
  std::ranges::sort(meetings);
  for (const auto& [way, joins] : meetings) {
    against += joins == 1 ? 1 : -1;
    if (against <= allowed) return way;
  }
  return kNoChange;
}

WeightSet around(const Doubles& weights, double change) {
  return {weights * (1 - change), weights * (1 + change), weights.sum(), {}};
}

void check_present(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                   std::int64_t row) {
  if (values.cols() != weights.size()) {
    throw InputError("weights must have " + std::to_string(values.cols()) +
                     " numbers like the values have columns, not " +
                     std::to_string(weights.size()));
  }
  if (!values.allFinite()) throw InputError("values must be finite");
  if (!weights.allFinite() || (weights.array() < 0).any() || !(weights.sum() > 0)) {
    throw InputError("weights must be finite and not negative, one of them positive");
  }
  if (row < 0 || row >= values.rows()) throw InputError("row must be one of the values");
}

AtLine at_line(const Doubles& lead, std::int64_t row, std::int64_t seats) {
  const std::int64_t others = lead.size() - 1;
  if (seats < 1 || seats > others) {
    throw InputError("seats must be from 1 to " + std::to_string(others));
  }
  std::int64_t above = 0;
  for (Eigen::Index rival = 0; rival < lead.size(); ++rival) {
    above += rival != row && lead[rival] > 0 ? 1 : 0;
  }
  if (above >= seats) return {1, seats - 1};
  return {-1, others - seats};
}

Doubles level_changes(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                      std::int64_t row) {
  check_present(values, weights, row);
  const Doubles lead = leads(values, weights, row);
  Doubles out = Doubles::Zero(values.rows());
  for (Eigen::Index rival = 0; rival < values.rows(); ++rival) {
    if (lead[rival] == 0) continue;
    const Doubles gain = values.row(rival) - values.row(row);  // up or down, it moves as far
    const double most = most_moved(weights, gain).gain;
    const double lag = std::abs(lead[rival]);
    out[rival] = lag <= most ? lag / most : kNoChange;
  }
  return out;
}

Doubles level_weights(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                      std::int64_t row, std::int64_t rival) {
  check_present(values, weights, row);
  check_present(values, weights, rival);
  const Doubles both = level_changes(values({row, rival}, Eigen::all), weights, 0);
  if (both[1] == kNoChange) return {};
  Doubles gain = values.row(rival) - values.row(row);
  if (leads(values, weights, row)[rival] > 0) gain = -gain;
  return weights + both[1] * (most_moved(weights, gain).weights - weights);
}

Doubles line_weights(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                     std::int64_t row, std::int64_t seats) {
  check_present(values, weights, row);
  const Doubles lead = leads(values, weights, row);
  const AtLine line = at_line(lead, row, seats);
  const double total = weights.sum();
  const Doubles now = line.sign * lead;
  Doubles out = Doubles::Constant(weights.size(), kNoChange);
  for (Eigen::Index j = 0; j < weights.size(); ++j) {
    const double others = total - weights[j];
    if (!(others > 0)) continue;
    const Doubles each = line.sign * (values.col(j).array() - values(row, j)).matrix();
    const Doubles all = each * total;
    const Doubles none = (now - each * weights[j]) * (total / others);
    out[j] = nearest_weight(weights[j], others, way_to(now, none, line.allowed),
                            way_to(now, all, line.allowed));
  }
  return out;
}

}  // namespace lantoa
