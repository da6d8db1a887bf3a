#include "swaying.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace lantoa {
namespace {

constexpr std::size_t kMost = 16;  // criteria
constexpr std::int64_t kGrain = 4096;

std::int64_t around(const std::vector<std::int64_t>& spread, Profile values, std::int64_t level) {
  std::int64_t out = 0;
  for (std::size_t j = 0; j < values.size(); ++j) out += spread[j] * std::abs(values[j] - level);
  return out;
}

}  // namespace

/// The best level is a median of the values, each as heavy as its spread.
std::int64_t moved(const std::vector<std::int64_t>& spread, Profile values) {
  std::array<std::pair<std::int64_t, std::int64_t>, kMost> sorted;
  std::int64_t heavy = 0;
  const std::size_t m = values.size();
  for (std::size_t j = 0; j < m; ++j) {
    std::size_t at = j;
    for (; at > 0 && sorted[at - 1].first > values[j]; --at) sorted[at] = sorted[at - 1];
    sorted[at] = {values[j], spread[j]};
    heavy += spread[j];
  }
  std::int64_t below = 0;
  std::size_t median = 0;
  while (median + 1 < m && 2 * (below + sorted[median].second) < heavy) {
    below += sorted[median++].second;
  }
  return around(spread, values, sorted[median].first);
}

Reach reach(const Sway& sway, Profile values) {
  Reach out;
  for (std::size_t j = 0; j < values.size(); ++j) out.now += sway.weights[j] * values[j];
  out.spread = moved(sway.spread, values);
  return out;
}

Swayed::Swayed(const Weighed& weighed, const Sway& sway, std::vector<Code> rows, Threads threads)
    : weighed_(weighed),
      sway_(sway),
      threads_(threads),
      width_(sway.weights.size()),
      total_(static_cast<double>(
          std::max<std::int64_t>(1, std::reduce(sway.weights.begin(), sway.weights.end())))),
      rows_(std::move(rows)),
      low_(rows_.size() * width_),
      high_(rows_.size() * width_),
      low_reach_(rows_.size()),
      high_reach_(rows_.size()) {
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t at = begin; at < end; ++at) add(static_cast<std::size_t>(at));
  };
  parallel_for_blocks(static_cast<std::int64_t>(size()), kGrain, body, threads_);
}

void Swayed::add(std::size_t at) {
  for (std::size_t j = 0; j < width_; ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    low_[at * width_ + j] = weighed_.low(rows_[at], column);
    high_[at * width_ + j] = weighed_.high(rows_[at], column);
  }
  low_reach_[at] = reach(sway_, low_profile(at));
  const bool settled = std::ranges::equal(low_profile(at), high_profile(at));
  high_reach_[at] = settled ? low_reach_[at] : reach(sway_, high_profile(at));
}

Entry Swayed::entry(std::size_t at) const {
  if (is_anywhere(at)) return Entry::kPerhaps;
  return static_cast<Entry>(weighed_.contest.entry[rows_[at]]);
}

std::strong_ordering Swayed::at_best(std::size_t one, std::size_t other) const {
  const Reach& mine = high_reach_[one];
  const Reach& its = low_reach_[other];
  const std::int64_t now = mine.now - its.now;
  if (now > 0) return std::strong_ordering::greater;  // the present weights do it
  if (mine.most() < its.least()) return std::strong_ordering::less;

  std::array<std::int64_t, kMost> leads;
  const Profile own = high_profile(one);
  const Profile theirs = low_profile(other);
  for (std::size_t j = 0; j < width_; ++j) leads[j] = own[j] - theirs[j];
  const Profile lead{leads.data(), width_};
  // Any level bounds it, and near the mean one it is seldom far from the least.
  const std::int64_t level = std::llround(static_cast<double>(now) / total_);
  if (around(sway_.spread, lead, level) < -now) return std::strong_ordering::less;
  const auto order = now + moved(sway_.spread, lead) <=> 0;
  return order != 0 ? order : chain(one, other, true);
}

std::strong_ordering Swayed::chain(std::size_t one, std::size_t other, bool best) const {
  const Points& mine = best ? weighed_.contest.high : weighed_.contest.low;
  for (Eigen::Index j = 1; j < mine.cols(); ++j) {
    const auto order = mine(rows_[one], j) <=> weighed_.contest.low(rows_[other], j);
    if (order != 0) return order;
  }
  return std::strong_ordering::equal;
}

Swayed Swayed::only(const std::vector<std::size_t>& positions) const {
  std::vector<Code> rows;
  rows.reserve(positions.size());
  for (const std::size_t at : positions) rows.push_back(rows_[at]);
  return {weighed_, sway_, std::move(rows), threads_};
}

}  // namespace lantoa
