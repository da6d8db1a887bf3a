#include "lantoa/majority.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <ranges>
#include <span>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kWork = 4'000'000;  // votes of a block: about a millisecond
constexpr std::int64_t kMostWeight = std::int64_t{1} << 62U;

/// Who beats whom: 1 where the row does, -1 where the column does.
using Signs = std::vector<std::int8_t>;

void check(const Ballots& ballots) {
  const Eigen::Index m = ballots.rank.cols();
  if (ballots.rank.rows() > kMostVoters) {
    throw InputError("majorities compare every pair: at most " + std::to_string(kMostVoters) +
                     " rows, not " + std::to_string(ballots.rank.rows()));
  }
  if (ballots.weight.rows() != m || ballots.weight.cols() != 1) {
    throw InputError("weight must have one column of " + std::to_string(m) + " rows");
  }
  if (ballots.rank.size() > 0 && ballots.rank.minCoeff() < 0) {
    throw InputError("ranks must be 0 or more");
  }
  std::int64_t total = 0;
  for (Eigen::Index at = 0; at < m; ++at) {
    const std::int64_t weight = ballots.weight(at, 0);
    if (weight < 0 || weight >= kMostWeight - total) {
      throw InputError("weights must be 0 or more and together below 2^62");
    }
    total += weight;
  }
}

/// Adds what one criterion says of one row against every other.
template <typename Votes>
void vote(Code own, std::span<const Code> others, Votes weight, std::vector<Votes>& lead) {
  for (std::size_t k = 0; k < others.size(); ++k) {
    const Code other = others[k];
    const Votes said = other < own ? weight : (other > own ? -weight : Votes{0});
    lead[k] += other == 0 ? Votes{0} : said;
  }
}

/// Whether any criterion parts two rows.
bool is_parted(const Ballots& ballots, std::int64_t row, std::int64_t other) {
  for (Eigen::Index at = 0; at < ballots.rank.cols(); ++at) {
    const Code one = ballots.rank(row, at);
    const Code two = ballots.rank(other, at);
    if (one != 0 && two != 0 && one != two) return true;
  }
  return false;
}

/// Fills the rows from `begin` to `end` with who beats whom, and counts what stays undecided.
template <typename Votes>
void compare(const Ballots& ballots, std::int64_t begin, std::int64_t end, Signs& signs,
             std::vector<std::int64_t>& undecided) {
  const auto n = static_cast<std::size_t>(ballots.rank.rows());
  std::vector<Votes> lead(n);
  for (std::int64_t row = begin; row < end; ++row) {
    std::ranges::fill(lead, Votes{0});
    for (Eigen::Index at = 0; at < ballots.rank.cols(); ++at) {
      const Code own = ballots.rank(row, at);
      if (own == 0) continue;
      const std::span<const Code> others(ballots.rank.col(at).data(), n);
      vote(own, others, static_cast<Votes>(ballots.weight(at, 0)), lead);
    }
    const auto from = static_cast<std::size_t>(row);
    for (std::size_t k = 0; k < n; ++k) {
      const auto by = static_cast<std::int64_t>(lead[k]);
      const bool is_open = by >= -ballots.slack && by <= ballots.slack;
      signs[from * n + k] = static_cast<std::int8_t>(is_open ? 0 : (by > 0 ? 1 : -1));
      if (!is_open || ballots.slack == 0) continue;
      undecided[from] += is_parted(ballots, row, static_cast<std::int64_t>(k)) ? 1 : 0;
    }
  }
}

/// Walks on from a row as far as `step` leads to rows not seen, and adds each once it is done.
void walk(std::size_t start, const Signs& signs, std::int8_t step, std::vector<bool>& seen,
          std::vector<std::size_t>& done) {
  struct At {
    std::size_t row;
    std::size_t next;
  };
  const std::size_t n = seen.size();
  std::vector<At> path{{start, 0}};
  seen[start] = true;
  while (!path.empty()) {
    At& at = path.back();
    while (at.next < n && (seen[at.next] || signs[at.row * n + at.next] != step)) ++at.next;
    if (at.next == n) {
      done.push_back(at.row);
      path.pop_back();
      continue;
    }
    const std::size_t next = at.next;
    seen[next] = true;
    path.push_back({next, 0});
  }
}

/// Components by two walks (S. R. Kosaraju): along "beats", then back from whoever was done last.
Codes circles_of(const Signs& signs, std::size_t n) {
  std::vector<bool> seen(n, false);
  std::vector<std::size_t> done;
  for (std::size_t row = 0; row < n; ++row) {
    if (!seen[row]) walk(row, signs, 1, seen, done);
  }
  seen.assign(n, false);
  Codes circle(static_cast<Eigen::Index>(n));
  for (const std::size_t last : std::views::reverse(done)) {
    if (seen[last]) continue;
    std::vector<std::size_t> members;
    walk(last, signs, -1, seen, members);
    const auto first = static_cast<Code>(std::ranges::min(members));
    for (const std::size_t member : members) circle[static_cast<Eigen::Index>(member)] = first;
  }
  return circle;
}

void count(const Signs& signs, Eigen::Index n, Majority& out) {
  for (Eigen::Index row = 0; row < n; ++row) {
    const auto begin = signs.begin() + row * n;
    out.wins[row] = static_cast<Code>(std::count(begin, begin + n, 1));
    out.losses[row] = static_cast<Code>(std::count(begin, begin + n, -1));
    out.ties[row] = static_cast<Code>(n - 1) - out.wins[row] - out.losses[row];
  }
}

}  // namespace

Majority majority_of(const Ballots& ballots) {
  check(ballots);
  const Eigen::Index n = ballots.rank.rows();
  const auto size = static_cast<std::size_t>(n);
  Signs signs(size * size);
  std::vector<std::int64_t> undecided(size, 0);
  const bool is_narrow = ballots.weight.sum() <= std::numeric_limits<std::int32_t>::max();
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    if (is_narrow) {
      compare<std::int32_t>(ballots, begin, end, signs, undecided);
    } else {
      compare<std::int64_t>(ballots, begin, end, signs, undecided);
    }
  };
  const std::int64_t row = std::max<std::int64_t>(ballots.rank.size(), 1);
  parallel_for_blocks(n, std::max<std::int64_t>(kWork / row, 1), body);

  const Codes none = Codes::Zero(n);
  Majority out{.wins = none, .losses = none, .ties = none, .circle = circles_of(signs, size)};
  for (const std::int64_t pairs : undecided) out.undecided += pairs;
  out.undecided /= 2;
  count(signs, n, out);
  return out;
}

}  // namespace lantoa
