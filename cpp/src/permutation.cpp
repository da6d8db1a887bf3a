#include "lantoa/permutation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "arranging.hpp"
#include "exchanging.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "lantoa/revolving.hpp"
#include "sources.hpp"

namespace lantoa {
namespace {

constexpr double kNear = 1e-11;                // shares so close count as equal
constexpr std::int64_t kRound = 1'000;         // draws between looks at whether to stop
constexpr std::int64_t kMuch = 1'000'000'000;  // up to so many looks at all arrangements

std::int64_t looks_of(const Exchange& exchange, const Sources& sources) {
  return std::ssize(exchange.times()) + sources.size() + 1;
}

/// The mean and deviation of those that have members, and how many have none.
void summarise(const Eigen::VectorXd& values, Permuted& out) {
  long double sum = 0;
  std::int64_t count = 0;
  for (const double value : values) {
    if (value < 0) continue;
    sum += static_cast<long double>(value);
    ++count;
  }
  out.empty = values.size() - count;
  if (count == 0) return;
  const long double mean = sum / static_cast<long double>(count);
  long double squares = 0;
  for (const double value : values) {
    const long double apart = value < 0 ? 0 : static_cast<long double>(value) - mean;
    squares += apart * apart;
  }
  out.mean = static_cast<double>(mean);
  out.deviation = static_cast<double>(std::sqrt(squares / static_cast<long double>(count)));
}

void count_tails(const Eigen::VectorXd& values, Permuted& out) {
  out.counted = values.size();
  out.upper = out.lower = out.two = out.empty;
  const double away = std::abs(out.observed - out.mean);
  for (const double value : values) {
    if (value < 0) continue;
    out.upper += value >= out.observed - kNear ? 1 : 0;
    out.lower += value <= out.observed + kNear ? 1 : 0;
    out.two += std::abs(value - out.mean) >= away - kNear ? 1 : 0;
  }
}

/// The distances from the mean; without members as far as any.
std::vector<double> distances(const Eigen::VectorXd& values, double mean) {
  std::vector<double> out(static_cast<std::size_t>(values.size()));
  std::ranges::transform(values, out.begin(), [&](double value) {
    return value < 0 ? std::numeric_limits<double>::infinity() : std::abs(value - mean);
  });
  return out;
}

/// Sorts the largest to the front, `count` of them or all.
void sort_front(std::vector<double>& numbers, std::size_t count) {
  const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(std::min(count, numbers.size()));
  if (end != numbers.end()) std::ranges::nth_element(numbers, end, std::ranges::greater());
  std::ranges::sort(numbers.begin(), end, std::ranges::greater());
}

void find_ends(const Eigen::VectorXd& values, double alpha, Permuted& out) {
  std::vector<double> away = distances(values, out.mean);
  const double allowed = alpha * static_cast<double>(away.size());
  const auto many = static_cast<std::size_t>(allowed) + 1;  // so many are more than alpha
  const auto none = static_cast<std::size_t>(out.empty);
  sort_front(away, std::max(many, none + 1));
  if (none < away.size()) {
    const double end = away[none] - kNear;
    out.at_the_end = std::ranges::count_if(away, [&](double one) { return one >= end; });
  }
  out.critical = out.tolerated = std::numeric_limits<double>::infinity();
  for (std::size_t at = none; at < away.size(); ++at) {
    std::size_t ties = at;
    while (ties < many && ties < away.size() && away[ties] >= away[at] - kNear) ++ties;
    if (static_cast<double>(std::max(ties, at + 1)) > allowed) {
      out.tolerated = away[at];
      break;
    }
    out.critical = away[at];
    at = ties - 1;
  }
}

void check(double alpha, std::int64_t stop, const Budget& effort) {
  if (!(alpha > 0 && alpha < 1)) {
    throw InputError("alpha must lie between 0 and 1, not " + std::to_string(alpha));
  }
  if (stop < 0) throw InputError("stop must be 0 or more, not " + std::to_string(stop));
  check(effort);
}

void enumerate(const Exchange& exchange, const Sources& sources, Threads threads, Permuted& out) {
  out.is_exact = true;
  out.values.resize(exchange.count());
  in_blocks(exchange.count(), looks_of(exchange, sources), threads,
            [&](std::int64_t begin, std::int64_t end) {
              std::vector<Code> times = exchange.times();
              std::vector<Code> scratch;
              exchange.arrange(begin, times);
              MovingTimes moving(sources, times);
              const auto set = [&](std::uint32_t row, Code time) { moving.set(row, time); };
              for (auto at = begin; at < end; ++at) {
                out.values[at] = moving.standing().mean;
                exchange.step(moving.times(), scratch, set);
              }
            });
}

/// Draws `begin` to `end`, from 1; the observed stands before them.
void draw(std::int64_t begin, std::int64_t end, const Exchange& exchange, const Sources& sources,
          const Budget& effort, Permuted& out) {
  const auto block = [&](std::int64_t from, std::int64_t to) {
    std::vector<Code> times = exchange.times();
    std::vector<std::uint32_t> rows;
    for (auto at = begin + from; at < begin + to; ++at) {
      const Draws draws(effort.seed, Stream::kPermutations, static_cast<std::uint64_t>(at - 1));
      exchange.shuffle(Picks(draws), rows, times);
      out.values[at] = sources.standing(times).mean;
    }
  };
  in_blocks(end - begin, looks_of(exchange, sources), effort.threads, block);
}

void sample(const Exchange& exchange, const Sources& sources, std::int64_t stop,
            const Budget& effort, Permuted& out) {
  out.values.resize(effort.draws + 1);
  out.values[0] = out.observed;
  const std::int64_t round = stop > 0 ? kRound : effort.draws;
  for (std::int64_t done = 0; done < effort.draws;) {
    const std::int64_t next = std::min(done + round, effort.draws);
    draw(done + 1, next + 1, exchange, sources, effort, out);
    done = next;
    if (stop == 0 || done == effort.draws) continue;
    const Eigen::VectorXd sofar = out.values.head(done + 1);
    summarise(sofar, out);
    count_tails(sofar, out);
    if (out.two > stop) {
      out.values = sofar;
      return;
    }
  }
}

}  // namespace

std::int64_t permutation_count(const Codes& adopted, const Codes& stratum) {
  return Exchange(adopted, stratum).count();
}

Permuted permuted_exposure(const Codes& adopted, const Codes& stratum, const TieRows& ties,
                           double alpha, std::int64_t stop, const Budget& effort) {
  check(alpha, stop, effort);
  const Exchange exchange(adopted, stratum);
  const Sources sources(ties, stratum, exchange.seen(), exchange.latest());
  const MeanShare standing = sources.standing(exchange.times());
  Permuted out;
  out.observed = standing.mean;
  out.members = standing.members;
  const std::int64_t looks = times(exchange.count(), looks_of(exchange, sources));
  if (exchange.count() <= effort.most && looks <= kMuch) {
    enumerate(exchange, sources, effort.threads, out);
  } else {
    sample(exchange, sources, stop, effort, out);
  }
  summarise(out.values, out);
  count_tails(out.values, out);
  find_ends(out.values, alpha, out);
  return out;
}

}  // namespace lantoa
