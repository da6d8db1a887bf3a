#include "lantoa/reverse_reachable.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "hitting.hpp"
#include "lantoa/error.hpp"
#include "live.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kParts = 16;
constexpr std::int64_t kWorthThreads = 20'000;  // sets of a few members: about 20 ms

/// Ties sorted by taker, asked backwards: who would have told a taker.
class Backwards {
 public:
  Backwards(const Arcs& arcs, Model model) : arcs_(arcs), model_(model) {}

  template <class Take>
  void for_each_source(const Draws& draws, Code taker, const Take& take) const {
    const Code begin = arcs_.first[taker];
    const Code end = arcs_.first[taker + 1];
    if (model_ == Model::kThreshold) return listen(draws, taker, begin, end, take);
    Words words{};
    for (Code tie = begin; tie < end; ++tie) {
      const auto at = static_cast<std::uint32_t>(tie);
      if (tie == begin || at % 4 == 0) words = draws.words(at / 4);
      if (is_below(words[at % 4], arcs_.chance[tie])) take(arcs_.taker[tie]);
    }
  }

 private:
  template <class Take>
  void listen(const Draws& draws, Code taker, Code begin, Code end, const Take& take) const {
    double left = draws.uniforms(static_cast<std::uint32_t>(taker))[0];
    for (Code tie = begin; tie < end; ++tie) {
      left -= arcs_.chance[tie];
      if (left < 0) return take(arcs_.taker[tie]);
    }
  }

  const Arcs& arcs_;
  Model model_;
};

/// A subject, each with the same chance up to 2^-64.
Code root(const Draws& draws, Eigen::Index n) {
  const Words words = draws.words(std::numeric_limits<std::uint32_t>::max());
  const auto size = static_cast<std::uint64_t>(n);
  const std::uint64_t low = std::uint64_t{words[0]} * size >> 32U;
  return static_cast<Code>((std::uint64_t{words[1]} * size + low) >> 32U);
}

/// Of a reversed network: every source and chance, and the sums to a taker, which is a row here.
void check_reversed(const Arcs& arcs, Model model) {
  check(arcs, Model::kCascade);
  if (arcs.n() < 1) throw InputError("reverse sets: expected 1 subject or more, found none");
  for (Eigen::Index one = 0; model == Model::kThreshold && one < arcs.n(); ++one) {
    const double sum =
        arcs.chance.segment(arcs.first[one], arcs.first[one + 1] - arcs.first[one]).sum();
    if (sum > 1 + 1e-9) {
      throw InputError("chances to taker " + std::to_string(one) +
                       ": expected a sum of at most 1, found " + std::to_string(sum));
    }
  }
}

/// Sets one after the other, as they are drawn.
struct Part {
  std::vector<Code> size;
  std::vector<Code> member;
};

Part draw(const Backwards& backwards, Eigen::Index n, const Replicates& replicates,
          std::int64_t begin, std::int64_t end) {
  Part out;
  Front front(n);
  for (std::int64_t r = begin; r < end; ++r) {
    const Draws draws(replicates.seed, Stream::kReverseSets,
                      static_cast<std::uint64_t>(replicates.from + r));
    front.forget();
    front.add(root(draws, n));
    front.run([&](Code at, const auto& add) { backwards.for_each_source(draws, at, add); });
    out.size.push_back(static_cast<Code>(front.reached().size()));
    out.member.insert(out.member.end(), front.reached().begin(), front.reached().end());
    if (static_cast<std::int64_t>(out.member.size()) > kMostMembers) {
      throw InputError("reverse sets: more than " + std::to_string(kMostMembers) +
                       " members; ask for fewer draws or smaller chances");
    }
  }
  return out;
}

Groups joined(const std::vector<Part>& parts) {
  std::int64_t sets = 0;
  std::int64_t members = 0;
  for (const Part& part : parts) {
    sets += static_cast<std::int64_t>(part.size.size());
    members += static_cast<std::int64_t>(part.member.size());
  }
  if (members > std::numeric_limits<Code>::max()) {
    throw InputError("reverse sets: more members than can be counted; ask for fewer draws");
  }
  Groups out{Codes(sets + 1), Codes(members)};
  out.first[0] = 0;
  Eigen::Index at = 0;
  Code* next = out.member.data();
  for (const Part& part : parts) {
    for (const Code size : part.size) {
      out.first[at + 1] = out.first[at] + size;
      ++at;
    }
    next = std::copy(part.member.begin(), part.member.end(), next);
  }
  return out;
}

Groups sets_of(const Backwards& backwards, Eigen::Index n, const Replicates& replicates,
               Threads threads) {
  const std::int64_t grain = (replicates.draws + kParts - 1) / kParts;
  std::vector<Part> parts(static_cast<std::size_t>(block_count(replicates.draws, grain)));
  const auto work = [&](std::int64_t begin, std::int64_t end) {
    parts[static_cast<std::size_t>(begin / grain)] = draw(backwards, n, replicates, begin, end);
  };
  parallel_for_blocks(replicates.draws, grain, work,
                      replicates.draws < kWorthThreads ? 1 : threads);
  return joined(parts);
}

/// Fewer than this share of sets would be hit with a chance of at most e^-a (lemma 4.2 of OPIM).
double below(double hit, double a) {
  const double root = std::sqrt(hit + 2 * a / 9) - std::sqrt(a / 2);
  return std::max(0.0, root * root - a / 18);
}

/// More than this share of sets would be hit with a chance of at most e^-a.
double above(double hit, double a) {
  const double root = std::sqrt(hit + a / 2) + std::sqrt(a / 2);
  return root * root;
}

void check(const Codes& candidates, Eigen::Index n, Eigen::Index k) {
  check(Groups{(Codes(2) << 0, static_cast<Code>(candidates.size())).finished(), candidates}, n);
  if (k < 1 || k > candidates.size()) {
    throw InputError("k: expected 1 to " + std::to_string(candidates.size()) + ", found " +
                     std::to_string(k));
  }
}

void check(const Stopping& stopping) {
  if (!(stopping.failure > 0 && stopping.failure < 1)) {
    throw InputError("failure: expected a chance between 0 and 1, found " +
                     std::to_string(stopping.failure));
  }
  if (stopping.least < 1 || stopping.most < stopping.least) {
    throw InputError("sets: expected 1 or more and no more than the most, found " +
                     std::to_string(stopping.least) + " and " + std::to_string(stopping.most));
  }
}

/// The rounds of doubling, each of which has its part of the chance to fail.
int rounds_of(const Stopping& stopping) {
  int rounds = 1;
  for (std::int64_t sets = stopping.least; sets * 2 <= stopping.most; sets *= 2) ++rounds;
  return rounds;
}

}  // namespace

Groups reverse_sets(const Arcs& arcs, Model model, const Replicates& replicates, Threads threads) {
  check_reversed(arcs, model);
  check(replicates);
  return sets_of(Backwards(arcs, model), arcs.n(), replicates, threads);
}

Codes hit_most(const Groups& sets, Eigen::Index n, const Codes& candidates, Eigen::Index k) {
  check(sets, n);
  check(candidates, n, k);
  const Hits hits = hit_greedily(sets, n, candidates, k);
  return Eigen::Map<const Codes>(hits.member.data(), k);
}

Guaranteed guaranteed_reach(const Arcs& arcs, Model model, const Codes& candidates, Eigen::Index k,
                            const Stopping& stopping, std::uint64_t seed, Threads threads) {
  check_reversed(arcs, model);
  check(candidates, arcs.n(), k);
  check(stopping);
  const Backwards backwards(arcs, model);
  const int rounds = rounds_of(stopping);
  const double a = std::log(2 * rounds / stopping.failure);
  Guaranteed out;
  std::int64_t sets = stopping.least;
  for (int round = 0; round < rounds && !out.is_enough; ++round, sets *= 2) {
    const Groups choosing = sets_of(backwards, arcs.n(), {sets, seed, 0}, threads);
    const Groups judging = sets_of(backwards, arcs.n(), {sets, seed, stopping.most}, threads);
    const Hits hits = hit_greedily(choosing, arcs.n(), candidates, k);
    const auto hit = static_cast<double>(count_hit(judging, arcs.n(), hits.member));
    const auto size = static_cast<double>(sets);
    const double per_set = static_cast<double>(arcs.n()) / size;
    out.member = Eigen::Map<const Codes>(hits.member.data(), k);
    out.reach = hit * per_set;
    out.error = std::sqrt(hit * (1 - hit / size)) * per_set;
    out.at_least = std::max(below(hit, a) * per_set, static_cast<double>(k));
    out.best_at_most = std::min(above(static_cast<double>(hits.at_most), a) * per_set,
                                static_cast<double>(arcs.n()));
    out.ratio = std::min(out.at_least / out.best_at_most, 1.0);
    out.failure = stopping.failure;
    out.sets = 2 * sets;
    out.is_enough = out.ratio >= stopping.ratio;
  }
  return out;
}

}  // namespace lantoa
