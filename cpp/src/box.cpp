#include "lantoa/box.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <utility>

#include "corners.hpp"
#include "swaying.hpp"
#include "weighed.hpp"

namespace lantoa {
namespace {

using Positions = std::vector<std::size_t>;

constexpr std::int64_t kGrain = 16;    // subjects, each compared with all others
constexpr std::int64_t kBlocks = 128;  // each keeps counts of everybody
constexpr std::int64_t kFewestLooks = 1;

/// How many others stand how to each of some subjects.
struct Counts {
  std::vector<Code> above;      ///< can be before it
  std::vector<Code> not_below;  ///< can be before it or level with it
  std::vector<Code> ahead;      ///< are before it under all weights, whatever is missing

  explicit Counts(std::size_t n) : above(n, 0), not_below(n, 0), ahead(n, 0) {}

  void add(const Counts& more) {
    for (std::size_t at = 0; at < above.size(); ++at) {
      above[at] += more.above[at];
      not_below[at] += more.not_below[at];
      ahead[at] += more.ahead[at];
    }
  }
};

/// Those whom the seats do not exclude by single scores: fewer than the seats are surely ahead.
Positions within_reach(const Swayed& all, std::int64_t seats) {
  std::vector<std::int64_t> least;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all.entry(at) == Entry::kIn) least.push_back(all.low(at).least());
  }
  std::int64_t line = std::numeric_limits<std::int64_t>::min();
  if (seats >= 1 && std::ssize(least) >= seats) {
    const auto last = least.begin() + (seats - 1);
    std::ranges::nth_element(least, last, std::ranges::greater{});
    line = *last;
  }
  Positions out;
  for (std::size_t at = 0; at < all.size() && seats >= 1; ++at) {
    if (all.high(at).most() >= line) out.push_back(at);
  }
  return out;
}

/// Notes how the one stands to the other with the weights that suit it best.
void note(const Swayed& swayed, std::size_t one, std::size_t other, Counts& out) {
  const auto order = swayed.at_best(one, other);
  if (order > 0) ++out.above[other];
  if (order >= 0) ++out.not_below[other];
  if (order < 0 && swayed.entry(other) == Entry::kIn) ++out.ahead[one];
}

/// Every pair, each with the weights that suit it best.
Counts by_pairs(const Swayed& swayed, Threads threads) {
  const std::size_t n = swayed.size();
  const auto size = static_cast<std::int64_t>(n);
  const std::int64_t grain = std::max(kGrain, size / kBlocks);
  std::vector<Counts> blocks(static_cast<std::size_t>(block_count(size, grain)), Counts(n));
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    Counts& out = blocks[static_cast<std::size_t>(begin / grain)];
    const auto last = static_cast<std::size_t>(end);
    for (auto one = static_cast<std::size_t>(begin); one < last; ++one) {
      for (std::size_t other = one + 1; other < n; ++other) {
        note(swayed, one, other, out);
        note(swayed, other, one, out);
      }
    }
  };
  parallel_for_blocks(size, grain, body, threads);
  Counts out(n);
  for (const Counts& block : blocks) out.add(block);
  return out;
}

/// The ends of what all subjects may score, sorted, for bounds without pairs.
struct Ends {
  std::vector<std::int64_t> least;  ///< of those who are in
  std::vector<std::int64_t> most;

  /// @param left_out  those who are not counted
  /// @param from      nothing below is asked about
  Ends(const Swayed& all, const std::vector<char>& left_out, std::int64_t from) {
    for (std::size_t at = 0; at < all.size(); ++at) {
      if (left_out[at] != 0 || all.high(at).most() < from) continue;
      if (all.entry(at) == Entry::kIn) least.push_back(all.low(at).least());
      most.push_back(all.high(at).most());
    }
    std::ranges::sort(least);
    std::ranges::sort(most);
  }

  /// How many of them reach what somebody has at the least.
  [[nodiscard]] Code reaching(std::int64_t least_of_it) const {
    return static_cast<Code>(most.end() - std::ranges::lower_bound(most, least_of_it));
  }
  /// How many have more than it has at the most.
  [[nodiscard]] Code beyond(std::int64_t most_of_it) const {
    return static_cast<Code>(least.end() - std::ranges::upper_bound(least, most_of_it));
  }
};

/// The least that any of them may score.
std::int64_t least_of(const Swayed& swayed) {
  std::int64_t out = std::numeric_limits<std::int64_t>::max();
  for (std::size_t at = 0; at < swayed.size(); ++at) out = std::min(out, swayed.low(at).least());
  return out;
}

/// Bounds of single scores: whoever reaches somebody's least may be before it.
Counts by_scores(const Swayed& all, const Swayed& chosen) {
  const Ends ends(all, std::vector<char>(all.size(), 0), least_of(chosen));
  Counts out(chosen.size());
  for (std::size_t at = 0; at < chosen.size(); ++at) {
    out.above[at] = ends.reaching(chosen.low(at).least()) - 1;  // it reaches its own least
    out.not_below[at] = out.above[at];
    out.ahead[at] = ends.beyond(chosen.high(at).most());
  }
  return out;
}

/// Adds those who were not compared, who are beyond reach: no weights seat one whom they pass.
void add_others(const Swayed& all, const Positions& positions, const Swayed& chosen, Counts& out) {
  std::vector<char> compared(all.size(), 0);
  for (const std::size_t at : positions) compared[at] = 1;
  const Ends ends(all, compared, least_of(chosen));
  for (std::size_t at = 0; at < chosen.size(); ++at) {
    const Code others = ends.reaching(chosen.low(at).least());
    out.above[at] += others;
    out.not_below[at] += others;
  }
}

/// One group, whose rows those of unknown group follow.
class Group {
 public:
  Group(const Swayed& all, const GroupSeats& seats, const Sway& sway, const Effort& effort,
        Threads threads)
      : all_(all), seats_(seats), sway_(sway), effort_(effort), threads_(threads) {}

  void tell(Members& out) const {
    const Positions positions = chosen();
    const Swayed near = all_.only(positions);
    const bool is_coarse = !may_pair(near.size());
    Counts counts = is_coarse ? by_scores(all_, near) : by_pairs(near, threads_);
    if (!is_coarse) add_others(all_, positions, near, counts);

    const auto looks = effort_.looks / std::max<std::int64_t>(1, std::ssize(positions));
    const Corners weights = corners(sway_, std::max(kFewestLooks, looks));
    const Seen seen = seats_at(near, weights, seats_.on_record, threads_);
    for (std::size_t at = 0; at < near.size(); ++at) tell_one(near, at, counts, seen, out);
    out.coarse_groups += is_coarse ? 1 : 0;
    out.weights_seen = std::max(out.weights_seen, std::ssize(weights.weights));
    out.saw_all_corners = out.saw_all_corners && weights.all;
  }

 private:
  const Swayed& all_;
  const GroupSeats& seats_;
  const Sway& sway_;
  const Effort& effort_;
  Threads threads_;

  [[nodiscard]] bool may_pair(std::size_t size) const {
    return static_cast<std::int64_t>(size) <=
           effort_.pairs / std::max<std::int64_t>(1, static_cast<std::int64_t>(size));
  }

  [[nodiscard]] Positions chosen() const {
    if (!may_pair(all_.size())) return within_reach(all_, seats_.high);
    Positions out(all_.size());
    for (std::size_t at = 0; at < out.size(); ++at) out[at] = at;
    return out;
  }

  void tell_one(const Swayed& near, std::size_t at, const Counts& counts, const Seen& seen,
                Members& out) const {
    if (near.is_anywhere(at)) return;
    const Code row = near.row(at);
    out.best[row] = 1 + counts.ahead[at];
    out.worst[row] = 1 + counts.above[at];
    out.last_worst[row] = 1 + counts.not_below[at];
    const bool is_in = near.entry(at) == Entry::kIn;
    out.sure[row] = is_in && counts.not_below[at] < seats_.low ? 1 : 0;
    out.possible[row] = counts.ahead[at] < seats_.high ? 1 : 0;
    out.attained[row] = seen.in[at];
    out.attained_out[row] = seen.out[at];
  }
};

}  // namespace

Members robust_members(const Weighed& weighed, const Sway& sway, const Seats& seats,
                       const Effort& effort, Threads threads) {
  check(weighed, sway, seats);
  const Codes none = Codes::Zero(weighed.contest.group.size());
  Members out{none, none, none, none, none, none, none};
  for (const GroupRows& group : group_rows(weighed, seats)) {
    const Swayed all(weighed, sway, group.rows, threads);
    Group(all, group.seats, sway, effort, threads).tell(out);
  }
  return out;
}

}  // namespace lantoa
