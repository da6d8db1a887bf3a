#include "live.hpp"

#include <cmath>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr double kAll = 0x1p32;
constexpr double kSlack = 1e-9;  // a sum of shares may be above 1 by its rounding

void check_codes(const Codes& codes, Eigen::Index n, const std::string& what) {
  for (Eigen::Index at = 0; at < codes.size(); ++at) {
    if (codes[at] < 0 || codes[at] >= n) {
      throw InputError(what + " " + std::to_string(at) + ": expected a subject from 0 to " +
                       std::to_string(n - 1) + ", found " + std::to_string(codes[at]));
    }
  }
}

void check_first(const Codes& first, Eigen::Index size, const std::string& what) {
  const bool has_ends = first.size() > 0 && first[0] == 0 && first[first.size() - 1] == size;
  if (!has_ends) {
    throw InputError(what + ": expected borders from 0 to " + std::to_string(size));
  }
  for (Eigen::Index at = 1; at < first.size(); ++at) {
    if (first[at] < first[at - 1]) {
      throw InputError(what + ": the borders fall at " + std::to_string(at));
    }
  }
}

void check_chances(const Eigen::VectorXd& chance) {
  for (Eigen::Index at = 0; at < chance.size(); ++at) {
    if (!(chance[at] >= 0 && chance[at] <= 1)) {
      throw InputError("chance of tie " + std::to_string(at) + ": expected 0 to 1, found " +
                       std::to_string(chance[at]));
    }
  }
}

}  // namespace

Eigen::VectorXd sums_by_taker(const Arcs& arcs) {
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(arcs.n());
  for (Eigen::Index tie = 0; tie < arcs.taker.size(); ++tie) {
    sums[arcs.taker[tie]] += arcs.chance[tie];
  }
  return sums;
}

void check(const Arcs& arcs, Model model) {
  if (arcs.chance.size() != arcs.taker.size()) {
    throw InputError("chance: expected one for each of " + std::to_string(arcs.taker.size()) +
                     " ties, found " + std::to_string(arcs.chance.size()));
  }
  check_first(arcs.first, arcs.taker.size(), "ties");
  check_codes(arcs.taker, arcs.n(), "taker of tie");
  check_chances(arcs.chance);
  if (model != Model::kThreshold) return;
  const Eigen::VectorXd sums = sums_by_taker(arcs);
  for (Eigen::Index one = 0; one < sums.size(); ++one) {
    if (sums[one] > 1 + kSlack) {
      throw InputError("chances to taker " + std::to_string(one) +
                       ": expected a sum of at most 1, found " + std::to_string(sums[one]));
    }
  }
}

void check(const Groups& groups, Eigen::Index n) {
  check_first(groups.first, groups.member.size(), "sets");
  check_codes(groups.member, n, "member");
}

void check(const Replicates& replicates) {
  if (replicates.draws < 1 || replicates.from < 0) {
    throw InputError("draws: expected 1 or more from 0 or later, found " +
                     std::to_string(replicates.draws) + " from " + std::to_string(replicates.from));
  }
}

LiveTies::LiveTies(const Arcs& arcs, Model model) : arcs_(arcs), model_(model) {
  if (model == Model::kThreshold) share_out();
}

void LiveTies::share_out() {
  sums_ = sums_by_taker(arcs_);
  low_.resize(static_cast<std::size_t>(arcs_.taker.size()));
  last_.resize(low_.size());
  Eigen::VectorXd before = Eigen::VectorXd::Zero(arcs_.n());
  for (std::size_t tie = 0; tie < low_.size(); ++tie) {
    const auto at = static_cast<Eigen::Index>(tie);
    double& from = before[arcs_.taker[at]];
    const double sum = sums_[arcs_.taker[at]];
    const double begin = sum > 0 ? std::round(from / sum * kAll) : 0;
    from += arcs_.chance[at];
    const double end = sum > 0 ? std::round(from / sum * kAll) : 0;
    const bool is_empty = end <= begin;
    low_[tie] = is_empty ? 1 : static_cast<std::uint32_t>(begin);
    last_[tie] = is_empty ? 0 : static_cast<std::uint32_t>(end - 1);
  }
}

}  // namespace lantoa
