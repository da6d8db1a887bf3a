#include "lantoa/staggered.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "added.hpp"
#include "arranging.hpp"
#include "breakpoints.hpp"
#include "contrast.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "picks.hpp"

namespace lantoa {
namespace {

using ByYear = Eigen::Ref<const Eigen::ArrayXXd>;

constexpr std::int64_t kGrain = 256;  // draws, about a millisecond of a large office
constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// The sums of two columns, arrangement by arrangement.
struct Pairs {
  Wholes sums;
  Wholes overlaps;
};

/// All arrangements of one stratum, member after member.
class Walk {
 public:
  Walk(const ContrastGroup& group, const std::vector<Wholes>& values,
       const std::vector<Wholes>& flags)
      : n_(group.members.size()), left_(group.size), values_(values), flags_(flags) {
    for (std::size_t label = 0; label < left_.size(); ++label) {
      rest_values_.push_back(from_behind(values[label]));
      rest_flags_.push_back(from_behind(flags[label]));
    }
  }

  Pairs every() {
    go_on(0, 0, 0);
    return std::move(out_);
  }

 private:
  [[nodiscard]] static Wholes from_behind(const Wholes& column) {
    Wholes out(column.size() + 1);
    for (std::size_t at = column.size(); at > 0; --at) out[at - 1] = out[at] + column[at - 1];
    return out;
  }

  void go_on(std::size_t at, std::int64_t sum, std::int64_t overlap) {
    for (std::size_t label = 0; label < left_.size(); ++label) {
      if (left_[label] == 0) continue;
      if (std::cmp_equal(left_[label], n_ - at)) {  // all that are left are alike
        out_.sums.push_back(sum + rest_values_[label][at]);
        out_.overlaps.push_back(overlap + rest_flags_[label][at]);
        return;
      }
      --left_[label];
      go_on(at + 1, sum + values_[label][at], overlap + flags_[label][at]);
      ++left_[label];
    }
  }

  std::size_t n_;
  Wholes left_;
  const std::vector<Wholes>& values_;
  const std::vector<Wholes>& flags_;
  std::vector<Wholes> rest_values_;
  std::vector<Wholes> rest_flags_;
  Pairs out_;
};

Wholes crossed(const Wholes& one, const Wholes& other) {
  Wholes out;
  out.reserve(one.size() * other.size());
  for (const std::int64_t base : one) {
    for (const std::int64_t added : other) out.push_back(base + added);
  }
  return out;
}

Pairs every(const Contrast& contrast, const Added& values, const Added& flags) {
  Pairs out{{0}, {0}};
  for (std::size_t s = 0; s < contrast.size(); ++s) {
    if (contrast[s].members.empty()) continue;
    const Pairs one = Walk(contrast[s], values.of[s], flags.of[s]).every();
    out = {crossed(out.sums, one.sums), crossed(out.overlaps, one.overlaps)};
  }
  return out;
}

/// What labels add, member by member of a stratum.
std::int64_t sum_of(const std::vector<Wholes>& column, const std::vector<std::size_t>& labels) {
  std::int64_t sum = 0;
  for (std::size_t at = 0; at < labels.size(); ++at) sum += column[labels[at]][at];
  return sum;
}

Pairs sampled(const Contrast& contrast, const Added& values, const Added& flags,
              const Budget& effort) {
  const auto draws = static_cast<std::size_t>(effort.draws);
  Pairs out{Wholes(draws), Wholes(draws)};
  const auto block = [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::size_t> labels;
    for (auto at = begin; at < end; ++at) {
      Picks picks(Draws(effort.seed, Stream::kTurns, static_cast<std::uint64_t>(at)));
      for (std::size_t s = 0; s < contrast.size(); ++s) {
        if (contrast[s].size.size() < 2) continue;  // all alike: they add nothing
        labels = contrast[s].own;
        const auto n = static_cast<std::uint32_t>(labels.size());
        choose(picks, labels.data(), n, n - 1);
        out.sums[static_cast<std::size_t>(at)] += sum_of(values.of[s], labels);
        out.overlaps[static_cast<std::size_t>(at)] += sum_of(flags.of[s], labels);
      }
    }
  };
  parallel_for_blocks(effort.draws, kGrain, block, effort.threads);
  return out;
}

Tails tails_of(const Wholes& found, std::int64_t sum, std::int64_t slack) {
  Tails tails{.counted = std::ssize(found)};
  const std::int64_t out = std::abs(sum) - slack;
  for (const std::int64_t one : found) {
    tails.upper += one >= sum - slack ? 1 : 0;
    tails.lower += one <= sum + slack ? 1 : 0;
    tails.two += one >= out || -one >= out ? 1 : 0;
  }
  return tails;
}

/// Where |sum - d overlap| >= |drawn - d overlap of the draw|: between two ends, or on a half-line
/// where the overlap is as large.
void add_overlap(const Added& values, const Added& flags, std::int64_t drawn, std::int64_t all,
                 std::int64_t sum, std::int64_t overlap, Ends& ends) {
  const bool is_same = all - overlap <= flags.slack;
  const bool is_turned = all + overlap <= flags.slack;
  if (!is_same && !is_turned) {
    add_ends(static_cast<double>(drawn), static_cast<double>(all), static_cast<double>(sum),
             static_cast<double>(overlap), ends);
    return;
  }
  const std::int64_t other = is_same ? sum : -sum;
  const double middle = (static_cast<double>(drawn) + static_cast<double>(other)) / 2;
  const bool is_above = other > drawn + values.slack;
  const bool is_below = other < drawn - values.slack;
  ends.low.push_back(is_below ? middle / static_cast<double>(all) : -kInfinite);
  ends.high.push_back(is_above ? middle / static_cast<double>(all) : kInfinite);
}

void check(const ByYear& values, const Turns& turns, double alpha, const Budget& effort) {
  if (values.rows() != turns.wave.size() || values.cols() != turns.years) {
    throw InputError("values must be " + std::to_string(turns.wave.size()) + " x " +
                     std::to_string(turns.years) + ", not " + std::to_string(values.rows()) +
                     " x " + std::to_string(values.cols()));
  }
  if (!values.isFinite().all()) throw InputError("values must be finite");
  if (!(alpha > 0 && alpha < 1)) {
    throw InputError("alpha must lie between 0 and 1, not " + std::to_string(alpha));
  }
  check(effort);
}

}  // namespace

Turned staggered(const ByYear& values, const Turns& turns,
                 const Eigen::Ref<const Eigen::VectorXd>& weight, double alpha,
                 const Budget& effort) {
  const Contrast contrast = contrast_of(turns, weight);
  check(values, turns, alpha, effort);
  const Added numbers = column_of(contrast, values);
  const Added flags = column_of(contrast, flags_of(turns));
  const bool is_exact = is_enumerated(contrast, effort);
  const Pairs all =
      is_exact ? every(contrast, numbers, flags) : sampled(contrast, numbers, flags, effort);
  std::int64_t sum = 0;
  std::int64_t overlap = 0;
  for (std::size_t s = 0; s < contrast.size(); ++s) {
    sum += sum_of(numbers.of[s], contrast[s].own);
    overlap += sum_of(flags.of[s], contrast[s].own);
  }
  Turned out{.tails = tails_of(all.sums, sum, numbers.slack)};
  Ends ends;
  for (std::size_t at = 0; at < all.sums.size(); ++at) {
    add_overlap(numbers, flags, sum, overlap, all.sums[at], all.overlaps[at], ends);
  }
  out.tails.is_exact = is_exact;
  if (!is_exact) {  // the draw itself is one of them
    for (auto* count : {&out.tails.counted, &out.tails.upper, &out.tails.lower, &out.tails.two}) {
      ++*count;
    }
    add_overlap(numbers, flags, sum, overlap, sum, overlap, ends);
  }
  const auto [low, high] = kept(ends, needed(ends.low.size(), alpha));
  const auto in_units = [&](double shift) {
    return static_cast<double>(static_cast<long double>(shift) * numbers.unit / flags.unit);
  };
  out.estimate = in_units(static_cast<double>(sum) / static_cast<double>(overlap));
  out.low = in_units(low);
  out.high = in_units(high);
  return out;
}

}  // namespace lantoa
