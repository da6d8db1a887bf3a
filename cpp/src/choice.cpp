#include "lantoa/choice.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "covers.hpp"
#include "lantoa/error.hpp"
#include "live.hpp"

namespace lantoa {
namespace {

using Counts = std::vector<std::int64_t>;

/// A candidate that may still join, and what it would add in each scenario.
struct Joining {
  std::size_t candidate;
  Counts gains;
};

/// The sets of k candidates, depth first, without those that cannot beat the best so far.
class Search {
 public:
  /// The worth of a set is the smallest, over the scenarios, of what it reaches above `bases`.
  Search(std::vector<const Cover*> covers, std::vector<double> bases, std::size_t k,
         std::int64_t most_work)
      : covers_(std::move(covers)), bases_(std::move(bases)), k_(k), most_work_(most_work) {
    std::vector<Joining> all(covers_[0]->own.size(), {0, Counts(covers_.size(), kUnlimited)});
    for (std::size_t one = 0; one < all.size(); ++one) all[one].candidate = one;
    Reached nobody{Counts(covers_.size(), 0), {}};
    for (const Cover* one : covers_) nobody.bits.emplace_back(one->words(), 0);
    go(nobody, all);
  }

  [[nodiscard]] Chosen found(const Codes& candidates) const {
    Chosen out{Codes(static_cast<Eigen::Index>(k_)), worth_, std::max(worth_, left_out_)};
    std::transform(best_.begin(), best_.end(), out.member.begin(),
                   [&](std::size_t one) { return candidates[static_cast<Eigen::Index>(one)]; });
    std::sort(out.member.begin(), out.member.end());
    return out;
  }

 private:
  static constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max() / 4;

  struct Reached {
    Counts counts;
    std::vector<Bits> bits;
  };

  [[nodiscard]] double worth(const Counts& reached, const Counts& gains) const {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t s = 0; s < bases_.size(); ++s) {
      least = std::min(least, static_cast<double>(reached[s] + gains[s]) - bases_[s]);
    }
    return least;
  }

  void measure(const Reached& reached, Joining& one) {
    for (std::size_t s = 0; s < covers_.size(); ++s) {
      const Cover& cover = *covers_[s];
      one.gains[s] =
          cover.own[one.candidate] + count_new(cover.shared[one.candidate], reached.bits[s]);
      work_ += static_cast<std::int64_t>(cover.words()) + 1;
    }
  }

  /// The last member: the gains of before are bounds, so that few are measured.
  void finish(const Reached& reached, std::vector<Joining>& rest) {
    for (Joining& one : rest) {
      if (worth(reached.counts, one.gains) <= worth_) continue;
      measure(reached, one);
      const double now = worth(reached.counts, one.gains);
      if (now <= worth_) continue;
      worth_ = now;
      best_ = members_;
      best_.push_back(one.candidate);
    }
  }

  void go(const Reached& reached, std::vector<Joining> rest) {
    if (members_.size() + 1 == k_) return finish(reached, rest);
    for (Joining& one : rest) measure(reached, one);
    std::stable_sort(rest.begin(), rest.end(), [&](const Joining& a, const Joining& b) {
      return worth(reached.counts, a.gains) > worth(reached.counts, b.gains);
    });
    const std::size_t more = k_ - members_.size() - 1;
    const std::vector<Counts> behind = largest_behind(rest, more);
    for (std::size_t at = 0; at + more < rest.size(); ++at) {
      Counts most = rest[at].gains;
      for (std::size_t s = 0; s < most.size(); ++s) most[s] += behind[at][s];
      const double bound = worth(reached.counts, most);
      if (bound <= worth_) continue;
      if (work_ >= most_work_ && !best_.empty()) {
        left_out_ = std::max(left_out_, bound);
        continue;
      }
      join(reached, rest, at);
    }
  }

  void join(const Reached& reached, const std::vector<Joining>& rest, std::size_t at) {
    Reached now = reached;
    for (std::size_t s = 0; s < covers_.size(); ++s) {
      const Bits& added = covers_[s]->shared[rest[at].candidate];
      for (std::size_t word = 0; word < added.size(); ++word) now.bits[s][word] |= added[word];
      now.counts[s] += rest[at].gains[s];
    }
    members_.push_back(rest[at].candidate);
    go(now, {rest.begin() + static_cast<std::ptrdiff_t>(at) + 1, rest.end()});
    members_.pop_back();
  }

  /// For each candidate the sum, scenario by scenario, of the `more` largest gains behind it.
  [[nodiscard]] std::vector<Counts> largest_behind(const std::vector<Joining>& rest,
                                                   std::size_t more) const {
    std::vector<Counts> sums(rest.size(), Counts(covers_.size(), 0));
    for (std::size_t s = 0; s < covers_.size(); ++s) {
      Counts largest;  // rising, at most `more`
      for (std::size_t at = rest.size(); at-- > 0;) {
        sums[at][s] = std::accumulate(largest.begin(), largest.end(), std::int64_t{0});
        const std::int64_t gain = rest[at].gains[s];
        largest.insert(std::lower_bound(largest.begin(), largest.end(), gain), gain);
        if (largest.size() > more) largest.erase(largest.begin());
      }
    }
    return sums;
  }

  std::vector<const Cover*> covers_;
  std::vector<double> bases_;
  std::size_t k_;
  std::int64_t most_work_;
  std::int64_t work_ = 0;
  std::vector<std::size_t> members_;
  std::vector<std::size_t> best_;
  double worth_ = -std::numeric_limits<double>::infinity();
  double left_out_ = worth_;
};

void check(const std::vector<Arcs>& scenarios, Model model, const Codes& candidates, Eigen::Index k,
           const Replicates& replicates) {
  if (scenarios.empty()) throw InputError("scenarios: expected 1 or more, found none");
  const Eigen::Index n = scenarios[0].n();
  for (const Arcs& one : scenarios) {
    check(one, model);
    if (one.n() != n) throw InputError("scenarios: expected the same subjects in each");
  }
  check(replicates);
  check(Groups{(Codes(2) << 0, static_cast<Code>(candidates.size())).finished(), candidates}, n);
  if (k < 1 || k > candidates.size()) {
    throw InputError("k: expected 1 to " + std::to_string(candidates.size()) + ", found " +
                     std::to_string(k));
  }
  if (replicates.draws > kMostEnds / std::max<Eigen::Index>(n, 1)) {
    throw InputError("draws times subjects: expected at most " + std::to_string(kMostEnds));
  }
}

}  // namespace

Choice best_sets(const std::vector<Arcs>& scenarios, Model model, const Codes& candidates,
                 Eigen::Index k, const Replicates& replicates, std::int64_t most_work) {
  check(scenarios, model, candidates, k, replicates);
  std::vector<Cover> covers;
  for (const Arcs& one : scenarios) covers.push_back(cover(one, model, candidates, replicates));
  std::vector<const Cover*> all;
  std::vector<double> bases;
  Choice out;
  for (const Cover& one : covers) {
    all.push_back(&one);
    out.best.push_back(
        Search({&one}, {0.0}, static_cast<std::size_t>(k), most_work).found(candidates));
    bases.push_back(out.best.back().worth);
  }
  out.steady = Search(all, bases, static_cast<std::size_t>(k), most_work).found(candidates);
  return out;
}

}  // namespace lantoa
