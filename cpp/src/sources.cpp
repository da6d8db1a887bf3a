#include "sources.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <tuple>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kDense = 4;  // one in so many takes it up: then all ties are looked at
constexpr std::int64_t kFine = std::int64_t{1} << 40U;  // parts of one where no common one is found

void check(const TieRows& ties, Eigen::Index n) {
  const Eigen::Index k = ties.source.size();
  if (ties.taker.size() != k || ties.weight.size() != k || ties.since.size() != k ||
      ties.until.size() != k) {
    throw InputError("ties must have a taker, weight, since and until for each source");
  }
  for (Eigen::Index row = 0; row < k; ++row) {
    const Code least = std::min(ties.source[row], ties.taker[row]);
    if (least < 0 || std::max(ties.source[row], ties.taker[row]) >= n) {
      throw InputError("tie " + std::to_string(row) + ": source and taker must be 0 to " +
                       std::to_string(n - 1));
    }
    if (!(ties.weight[row] >= 0) || std::isinf(ties.weight[row])) {
      throw InputError("tie " + std::to_string(row) + ": weight must be finite and 0 or more");
    }
  }
}

/// Rows of ties with weight whose taker is exchanged, by taker and then source.
std::vector<Eigen::Index> rows_of(const TieRows& ties, const Codes& stratum) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index row = 0; row < ties.source.size(); ++row) {
    if (ties.weight[row] > 0 && stratum[ties.taker[row]] != kHeld) rows.push_back(row);
  }
  std::ranges::sort(rows, {}, [&](Eigen::Index row) {
    return std::tuple(ties.taker[row], ties.source[row], ties.since[row], ties.until[row],
                      ties.weight[row]);
  });
  return rows;
}

}  // namespace

Sources::Sources(const TieRows& ties, const Codes& stratum, std::int64_t seen, Code latest) {
  check(ties, stratum.size());
  for (const Eigen::Index row : rows_of(ties, stratum)) {
    if (taker_.empty() || taker_.back() != ties.taker[row]) {
      taker_.push_back(ties.taker[row]);
      offset_.push_back(source_.size());
    }
    slot_.push_back(static_cast<std::uint32_t>(taker_.size() - 1));
    source_.push_back(ties.source[row]);
    weight_.push_back(ties.weight[row]);
    since_.push_back(ties.since[row]);
    until_.push_back(ties.until[row]);
    is_lasting_ = is_lasting_ && ties.since[row] <= 1 && ties.until[row] >= latest - 1;
  }
  offset_.push_back(source_.size());
  is_dense_ = kDense * seen > stratum.size();
  set_parts();
  if (is_sparse()) set_given(static_cast<std::size_t>(stratum.size()));
}

void Sources::set_given(std::size_t n) {
  slot_of_.assign(n, static_cast<std::uint32_t>(taker_.size()));
  for (std::size_t at = 0; at < taker_.size(); ++at) {
    slot_of_[static_cast<std::size_t>(taker_[at])] = static_cast<std::uint32_t>(at);
  }
  given_.resize(source_.size());
  std::iota(given_.begin(), given_.end(), 0);
  std::ranges::stable_sort(given_, {}, [&](std::uint32_t tie) { return source_[tie]; });
  given_begin_.assign(n + 1, 0);
  for (const Code source : source_) ++given_begin_[static_cast<std::size_t>(source) + 1];
  std::partial_sum(given_begin_.begin(), given_begin_.end(), given_begin_.begin());
}

void Sources::set_parts() {
  std::vector<double> sum(taker_.size());
  bool is_even = is_lasting_;
  for (std::size_t at = 0; at < taker_.size(); ++at) {
    const auto ties = static_cast<std::int64_t>(offset_[at + 1] - offset_[at]);
    for (std::size_t tie = offset_[at]; tie < offset_[at + 1]; ++tie) {
      sum[at] += weight_[tie];
      is_even = is_even && weight_[tie] == weight_[offset_[at]];
    }
    if (whole_ <= kFine) whole_ = std::lcm(whole_, ties);
  }
  is_even = is_even && whole_ <= kFine;
  if (!is_even) whole_ = kFine;
  part_.resize(source_.size());
  for (std::size_t at = 0; at < taker_.size(); ++at) {
    const auto ties = static_cast<std::int64_t>(offset_[at + 1] - offset_[at]);
    for (std::size_t tie = offset_[at]; tie < offset_[at + 1]; ++tie) {
      part_[tie] = is_even ? whole_ / ties
                           : std::llround(weight_[tie] / sum[at] * static_cast<double>(kFine));
    }
  }
}

/// Of the ties that there were one period before; -1 where there were none.
std::int64_t Sources::share_then(std::size_t at, const std::vector<Code>& times) const {
  const Code then = times[static_cast<std::size_t>(taker_[at])];
  double all = 0;
  double had = 0;
  for (std::size_t tie = offset_[at]; tie < offset_[at + 1]; ++tie) {
    if (since_[tie] >= then || until_[tie] < then - 1) continue;
    all += weight_[tie];
    had += times[static_cast<std::size_t>(source_[tie])] < then ? weight_[tie] : 0;
  }
  return all > 0 ? std::llround(had / all * static_cast<double>(whole_)) : -1;
}

MeanShare Sources::dense(const std::vector<Code>& times) const {
  // Without branches, which nobody could foretell: who is not asked about has no source before 0.
  std::vector<Code> before(taker_.size());
  MeanShare out;
  for (std::size_t at = 0; at < taker_.size(); ++at) {
    const Code then = times[static_cast<std::size_t>(taker_[at])];
    const bool counts = then >= 2 && then != kNotSeen;
    before[at] = counts ? then : 0;
    out.members += counts ? 1 : 0;
  }
  std::int64_t sum = 0;
  for (std::size_t tie = 0; tie < source_.size(); ++tie) {
    const bool had = times[static_cast<std::size_t>(source_[tie])] < before[slot_[tie]];
    sum += -static_cast<std::int64_t>(had) & part_[tie];
  }
  set_mean(sum, out);
  return out;
}

MeanShare Sources::sparse(const std::vector<Code>& times) const {
  MeanShare out;
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < taker_.size(); ++at) {
    const Code then = times[static_cast<std::size_t>(taker_[at])];
    if (then < 2 || then == kNotSeen) continue;
    ++out.members;
    for (std::size_t tie = offset_[at]; tie < offset_[at + 1]; ++tie) {
      const bool had = times[static_cast<std::size_t>(source_[tie])] < then;
      sum += -static_cast<std::int64_t>(had) & part_[tie];
    }
  }
  set_mean(sum, out);
  return out;
}

MeanShare Sources::passing(const std::vector<Code>& times) const {
  MeanShare out;
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < taker_.size(); ++at) {
    const Code then = times[static_cast<std::size_t>(taker_[at])];
    if (then < 2 || then == kNotSeen) continue;
    const std::int64_t found = share_then(at, times);
    if (found < 0) continue;
    sum += found;
    ++out.members;
  }
  set_mean(sum, out);
  return out;
}

void Sources::set_mean(std::int64_t sum, MeanShare& out) const {
  if (out.members == 0) return;
  out.mean =
      static_cast<double>(sum) / static_cast<double>(whole_) / static_cast<double>(out.members);
}

MeanShare Sources::standing(const std::vector<Code>& times) const {
  if (!is_lasting_) return passing(times);
  return is_dense_ ? dense(times) : sparse(times);
}

MovingTimes::MovingTimes(const Sources& sources, const std::vector<Code>& times)
    : sources_{sources}, times_(times.size(), kNotSeen) {
  for (std::uint32_t row = 0; row < times.size(); ++row) set(row, times[row]);
}

void MovingTimes::set(std::uint32_t row, Code time) {
  if (!sources_.is_sparse()) {
    times_[row] = time;
    return;
  }
  count(row, -1);
  times_[row] = time;
  count(row, 1);
}

/// What one who takes it up adds as a taker and as a source.
void MovingTimes::count(std::uint32_t row, std::int64_t once) {
  const Code then = times_[row];
  if (then == kNotSeen) return;
  std::int64_t sum = 0;
  const std::uint32_t slot = sources_.slot_of_[row];
  if (then >= 2 && slot < sources_.taker_.size()) {
    members_ += once;
    for (std::size_t tie = sources_.offset_[slot]; tie < sources_.offset_[slot + 1]; ++tie) {
      const bool had = times_[static_cast<std::size_t>(sources_.source_[tie])] < then;
      sum += -static_cast<std::int64_t>(had) & sources_.part_[tie];
    }
  }
  for (std::size_t at = sources_.given_begin_[row]; at < sources_.given_begin_[row + 1]; ++at) {
    const std::uint32_t tie = sources_.given_[at];
    const auto taker = static_cast<std::size_t>(sources_.taker_[sources_.slot_[tie]]);
    const bool has = then < times_[taker] && times_[taker] >= 2 && times_[taker] != kNotSeen;
    sum += -static_cast<std::int64_t>(has) & sources_.part_[tie];
  }
  sum_ += once * sum;
}

MeanShare MovingTimes::standing() const {
  if (!sources_.is_sparse()) return sources_.standing(times_);
  MeanShare out{-1, members_};
  sources_.set_mean(sum_, out);
  return out;
}

}  // namespace lantoa
