#include "lantoa/cascade.hpp"

#include <bit>
#include <cmath>
#include <string>

#include "lantoa/error.hpp"
#include "live.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kParts = 16;    // enough for any machine; each keeps a bit per subject
constexpr double kWorthThreads = 4e6;  // ties looked at: about 20 ms

/// Every state of the ties of up to 64 subjects, with its chance and whom each subject reaches.
class States {
 public:
  States(const Arcs& arcs, Model model, const Groups& groups)
      : groups_(groups), takers_(static_cast<std::size_t>(arcs.n()), 0) {
    model == Model::kCascade ? split_by_tie(arcs) : split_by_taker(arcs);
    out_ = Eigen::VectorXd::Zero(groups.size());
    go(0, 1.0);
  }

  [[nodiscard]] const Eigen::VectorXd& means() const { return out_; }

 private:
  struct Way {
    double chance;
    Code source;  ///< -1: no tie is added
    Code taker;
  };

  void split_by_tie(const Arcs& arcs) {
    for (Code source = 0; source < arcs.n(); ++source) {
      for (Code tie = arcs.first[source]; tie < arcs.first[source + 1]; ++tie) {
        const double chance = arcs.chance[tie];
        std::vector<Way> ways;
        if (chance < 1) ways.push_back({1 - chance, -1, 0});
        if (chance > 0) ways.push_back({chance, source, arcs.taker[tie]});
        choices_.push_back(ways);
      }
    }
  }

  void split_by_taker(const Arcs& arcs) {
    std::vector<std::vector<Way>> by_taker(static_cast<std::size_t>(arcs.n()));
    for (Code source = 0; source < arcs.n(); ++source) {
      for (Code tie = arcs.first[source]; tie < arcs.first[source + 1]; ++tie) {
        const Code taker = arcs.taker[tie];
        if (arcs.chance[tie] <= 0) continue;
        by_taker[static_cast<std::size_t>(taker)].push_back({arcs.chance[tie], source, taker});
      }
    }
    const Eigen::VectorXd sums = sums_by_taker(arcs);
    for (std::size_t one = 0; one < by_taker.size(); ++one) {
      const double none = 1 - sums[static_cast<Eigen::Index>(one)];
      if (none > 0) by_taker[one].push_back({none, -1, 0});
      choices_.push_back(by_taker[one]);
    }
  }

  void go(std::size_t depth, double chance) {
    if (depth == choices_.size()) return add(chance);
    for (const Way& way : choices_[depth]) {
      if (way.source < 0) {
        go(depth + 1, chance * way.chance);
        continue;
      }
      std::uint64_t& takers = takers_[static_cast<std::size_t>(way.source)];
      const std::uint64_t before = takers;
      takers |= std::uint64_t{1} << static_cast<unsigned>(way.taker);
      go(depth + 1, chance * way.chance);
      takers = before;
    }
  }

  void add(double chance) {
    for (Eigen::Index set = 0; set < groups_.size(); ++set) {
      std::uint64_t reached = 0;
      for (Code at = groups_.first[set]; at < groups_.first[set + 1]; ++at) {
        reached |= std::uint64_t{1} << static_cast<unsigned>(groups_.member[at]);
      }
      out_[set] += chance * std::popcount(closed(reached));
    }
  }

  [[nodiscard]] std::uint64_t closed(std::uint64_t reached) const {
    for (std::uint64_t fresh = reached; fresh != 0;) {
      std::uint64_t next = 0;
      for (; fresh != 0; fresh &= fresh - 1) {
        next |= takers_[static_cast<std::size_t>(std::countr_zero(fresh))];
      }
      fresh = next & ~reached;
      reached |= next;
    }
    return reached;
  }

  const Groups& groups_;
  std::vector<std::uint64_t> takers_;
  std::vector<std::vector<Way>> choices_;
  Eigen::VectorXd out_;
};

}  // namespace

Eigen::MatrixXi cascade_reach(const Arcs& arcs, Model model, const Groups& groups,
                              const Replicates& replicates, Threads threads) {
  check(arcs, model);
  check(groups, arcs.n());
  check(replicates);
  const LiveTies live(arcs, model);
  Eigen::MatrixXi out(replicates.draws, groups.size());
  const auto count = [&](std::int64_t begin, std::int64_t end) {
    Front front(arcs.n());
    for (std::int64_t r = begin; r < end; ++r) {
      const Draws draws(replicates.seed, Stream::kCascades,
                        static_cast<std::uint64_t>(replicates.from + r));
      for (Eigen::Index set = 0; set < groups.size(); ++set) {
        front.forget();
        for (Code at = groups.first[set]; at < groups.first[set + 1]; ++at) {
          front.add(groups.member[at]);
        }
        front.run([&](Code one, const auto& add) { live.for_each_taker(draws, one, add); });
        out(r, set) = static_cast<int>(front.reached().size());
      }
    }
  };
  const double most = static_cast<double>(out.size()) * static_cast<double>(arcs.taker.size());
  parallel_for_blocks(replicates.draws, (replicates.draws + kParts - 1) / kParts, count,
                      most < kWorthThreads ? 1 : threads);
  return out;
}

double live_states(const Arcs& arcs, Model model) {
  check(arcs, model);
  double states = 1;
  if (model == Model::kCascade) {
    for (const double chance : arcs.chance) states *= chance > 0 && chance < 1 ? 2 : 1;
    return states;
  }
  const Eigen::VectorXd sums = sums_by_taker(arcs);
  Codes ties = Codes::Zero(arcs.n());
  for (Eigen::Index tie = 0; tie < arcs.taker.size(); ++tie) {
    ties[arcs.taker[tie]] += arcs.chance[tie] > 0 ? 1 : 0;
  }
  for (Eigen::Index one = 0; one < arcs.n(); ++one) {
    states *= std::max(1, ties[one] + (sums[one] < 1 ? 1 : 0));
  }
  return states;
}

Eigen::VectorXd exact_reach(const Arcs& arcs, Model model, const Groups& groups) {
  const double states = live_states(arcs, model);
  check(groups, arcs.n());
  if (arcs.n() > 64 || !(states <= static_cast<double>(kMostStates))) {
    throw InputError("exact reach: expected at most 64 subjects and " +
                     std::to_string(kMostStates) + " states of the ties, found " +
                     std::to_string(arcs.n()) + " and " + std::to_string(states));
  }
  return States(arcs, model, groups).means();
}

}  // namespace lantoa
