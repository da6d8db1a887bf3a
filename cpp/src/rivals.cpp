#include "rivals.hpp"

namespace lantoa {

namespace {

/// Whether sums from `least` on speak against the end. Level is not above: it never speaks against
/// the best place, always against the worst.
bool speaks_always(Extreme end, double least, double band) {
  return end == Extreme::kWorst && band == 0 ? least >= 0 : least > band;
}

bool speaks_never(Extreme end, double most, double band) {
  return end == Extreme::kBest && band == 0 ? most <= 0 : most < -band;
}

}  // namespace

std::int64_t Rivals::count(const Spot& spot) const {
  const Doubles sums = against * spot.weights;
  std::int64_t out = always;
  for (Eigen::Index at = 0; at < sums.size(); ++at) {
    const double band = spot.is_given ? given_doubt[at] : doubt[at];
    out += speaks_never(end, sums[at], band) ? 0 : 1;
  }
  return out;
}

Rivals rivals_of(const Eigen::Ref<const Scores>& values, const Doubt& doubt, const Scores& corners,
                 Eigen::Index row, Extreme end) {
  Scores against = values.rowwise() - values.row(row);
  if (end == Extreme::kWorst) against = -against;
  Rivals out{{}, {}, {}, end, 0, values.rows() - 1};
  std::vector<Eigen::Index> open;
  for (Eigen::Index rival = 0; rival < values.rows(); ++rival) {
    if (rival == row) continue;
    const Eigen::RowVectorXd sums = against.row(rival) * corners;
    const bool are_equal = (against.row(rival).array() == 0).all();
    const double band = are_equal ? 0 : doubt.of(row, rival);
    if (speaks_always(end, sums.minCoeff(), band)) {
      ++out.always;
    } else if (!speaks_never(end, sums.maxCoeff(), band)) {
      open.push_back(rival);
    }
  }
  const auto m = static_cast<Eigen::Index>(open.size());
  out.against = against(open, Eigen::all);
  out.doubt.resize(m);
  out.given_doubt.resize(m);
  for (Eigen::Index at = 0; at < m; ++at) {
    out.doubt[at] = doubt.computed(row, open[static_cast<std::size_t>(at)]);
    out.given_doubt[at] = doubt.of(row, open[static_cast<std::size_t>(at)]);
  }
  return out;
}

}  // namespace lantoa
