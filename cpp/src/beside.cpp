#include "beside.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 8192;
constexpr int kTries = 256;

}  // namespace

std::vector<std::int64_t> Beside::find(const std::vector<Integer>& weights, const Integer& whole,
                                       Lead lead) {
  Weights down;
  std::vector<Integer> rests;
  Integer rest;
  for (const Integer& weight : weights) {
    down.push_back(weight.floor_over(whole));
    rests.push_back(weight - whole * down.back());
    rest = rest + rests.back();
  }
  std::vector<std::size_t> open;  // those that are not whole, the largest rest first
  for (std::size_t j = 0; j < rests.size(); ++j) {
    if (rests[j].sign() > 0) open.push_back(j);
  }
  std::ranges::stable_sort(open, std::ranges::greater{}, [&](std::size_t j) { return rests[j]; });

  std::vector<char> up(open.size(), 0);
  std::fill_n(up.begin(), rest.floor_over(whole), 1);
  for (int tries = 0; tries < kTries; ++tries) {
    Weights rounded = down;
    for (std::size_t i = 0; i < open.size(); ++i) rounded[open[i]] += up[i];
    if (does(rounded, lead)) return rounded;
    if (!std::ranges::prev_permutation(up).found) break;
  }
  return {};
}

bool Beside::leaves_behind(Eigen::Index rival, const Weights& weights, Lead lead) const {
  std::int64_t found = 0;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    found += weights[j] * (challenge_.own(0, column) - challenge_.rivals(rival, column));
  }
  const bool must_exceed = parted_[rival] > 0 || (lead == Lead::kAlone && parted_[rival] == 0);
  return must_exceed ? found > 0 : found >= 0;
}

bool Beside::does(const Weights& weights, Lead lead) {
  const auto behind = [&](Code rival) { return leaves_behind(rival, weights, lead); };
  if (!std::ranges::all_of(met_, behind)) return false;

  const std::int64_t n = challenge_.rivals.rows();
  std::vector<Code> first(static_cast<std::size_t>(block_count(n, kGrain)), -1);
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t rival = begin; rival < end; ++rival) {
      if (behind(static_cast<Code>(rival))) continue;
      first[static_cast<std::size_t>(begin / kGrain)] = static_cast<Code>(rival);
      return;
    }
  };
  parallel_for_blocks(n, kGrain, body, threads_);
  const std::size_t before = met_.size();
  std::ranges::copy_if(first, std::back_inserter(met_), [](Code rival) { return rival >= 0; });
  return met_.size() == before;
}

}  // namespace lantoa
