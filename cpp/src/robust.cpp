#include "lantoa/robust.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "doubt.hpp"

namespace lantoa {

namespace {

constexpr std::int64_t kMostCorners = 600;  // beyond, a pair is quicker solved than looked up
constexpr Eigen::Index kBlock = 128;        // rivals side by side
constexpr std::int64_t kGrainWork = 4'000'000;

using Block = Eigen::Array<double, kBlock, 1>;

/// The least and the most by which a block of rivals leads the subject.
struct Leads {
  Block least;
  Block most;
};

/// Sums at every corner, in the order of the criteria; n x v.
Scores sums_at(const Eigen::Ref<const Scores>& values, const Scores& corners) {
  Scores out = Scores::Zero(values.rows(), corners.cols());
  for (Eigen::Index v = 0; v < corners.cols(); ++v) {
    for (Eigen::Index j = 0; j < values.cols(); ++j) out.col(v) += values.col(j) * corners(j, v);
  }
  return out;
}

/// Counts, for one subject after the other, who stands above it.
class Counter {
 public:
  Counter(const Eigen::Ref<const Scores>& values, const WeightSet& set)
      : values_(values), set_(set), doubt_(values, set), corners_(corners(set, kMostCorners)) {
    if (corners_) sums_ = sums_at(values, *corners_);
  }

  [[nodiscard]] std::int64_t corner_count() const { return corners_ ? corners_->cols() : 0; }

  /// About how many operations a subject takes.
  [[nodiscard]] std::int64_t work() const {
    const std::int64_t each = corners_ ? corners_->cols() : values_.cols() * values_.cols() * 4;
    return std::max<std::int64_t>(values_.rows() * each, 1);
  }

  void count(Eigen::Index subject, PairBound& out, std::int64_t& doubtful) const {
    Code sure = 0;
    Code possible = 0;
    for (Eigen::Index first = 0; first < values_.rows(); first += kBlock) {
      const Eigen::Index size = std::min(kBlock, values_.rows() - first);
      const Leads leads =
          corners_ ? at_corners(subject, first, size) : solved(subject, first, size);
      for (Eigen::Index at = 0; at < size; ++at) {
        const Eigen::Index rival = first + at;
        const double doubt = doubt_.of(subject, rival);
        const bool may_be_above = leads.most[at] > -doubt;
        if (!may_be_above || are_equal(subject, rival)) continue;
        ++possible;
        sure += leads.least[at] > doubt ? 1 : 0;
        const bool is_sure = leads.most[at] > doubt;
        const bool is_always_sure = leads.least[at] <= -doubt || leads.least[at] > doubt;
        doubtful += is_sure && is_always_sure ? 0 : 1;
      }
    }
    out.best[subject] = sure + 1;
    out.worst[subject] = possible + 1;
  }

 private:
  const Eigen::Ref<const Scores>& values_;
  const WeightSet& set_;
  Doubt doubt_;
  std::optional<Scores> corners_;
  Scores sums_;

  [[nodiscard]] bool are_equal(Eigen::Index a, Eigen::Index b) const {
    return (values_.row(a).array() == values_.row(b).array()).all();
  }

  [[nodiscard]] Leads at_corners(Eigen::Index subject, Eigen::Index first,
                                 Eigen::Index size) const {
    Leads leads{Block::Constant(std::numeric_limits<double>::infinity()),
                Block::Constant(-std::numeric_limits<double>::infinity())};
    Block lead = Block::Zero();
    for (Eigen::Index v = 0; v < sums_.cols(); ++v) {
      lead.head(size) = sums_.col(v).segment(first, size).array() - sums_(subject, v);
      leads.least = leads.least.min(lead);
      leads.most = leads.most.max(lead);
    }
    return leads;
  }

  [[nodiscard]] Leads solved(Eigen::Index subject, Eigen::Index first, Eigen::Index size) const {
    Leads leads{Block::Zero(), Block::Zero()};
    Doubles gain(values_.cols());
    for (Eigen::Index at = 0; at < size; ++at) {
      gain = values_.row(first + at) - values_.row(subject);
      leads.most[at] = most_in_box(set_, gain.data());
      gain = -gain;
      leads.least[at] = -most_in_box(set_, gain.data());
    }
    return leads;
  }
};

}  // namespace

PairBound pair_bound(const Eigen::Ref<const Scores>& values, const WeightSet& set,
                     Threads threads) {
  check(set);
  check_values(values, set);
  const Counter counter(values, set);
  PairBound out;
  out.best = out.worst = Codes::Zero(values.rows());
  out.corners = counter.corner_count();
  const std::int64_t grain = std::max<std::int64_t>(kGrainWork / counter.work(), 1);
  std::vector<std::int64_t> doubtful(static_cast<std::size_t>(values.rows()), 0);
  parallel_for_blocks(
      values.rows(), grain,
      [&](std::int64_t begin, std::int64_t end) {
        for (Eigen::Index row = begin; row < end; ++row) {
          counter.count(row, out, doubtful[static_cast<std::size_t>(row)]);
        }
      },
      threads);
  for (const std::int64_t each : doubtful) out.doubtful += each;
  return out;
}

}  // namespace lantoa
