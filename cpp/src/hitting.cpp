#include "hitting.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace lantoa {
namespace {

/// For each candidate the sets that hold it.
struct Holding {
  std::vector<std::int64_t> first;
  std::vector<Code> set;
};

Holding holding(const Groups& sets, const std::vector<bool>& is_candidate) {
  Holding out{std::vector<std::int64_t>(is_candidate.size() + 1, 0), {}};
  for (const Code one : sets.member) {
    if (is_candidate[static_cast<std::size_t>(one)]) ++out.first[static_cast<std::size_t>(one) + 1];
  }
  for (std::size_t one = 1; one < out.first.size(); ++one) out.first[one] += out.first[one - 1];
  out.set.resize(static_cast<std::size_t>(out.first.back()));
  std::vector<std::int64_t> next(out.first.begin(), out.first.end() - 1);
  for (Code set = 0; set < sets.size(); ++set) {
    for (Code at = sets.first[set]; at < sets.first[set + 1]; ++at) {
      const auto one = static_cast<std::size_t>(sets.member[at]);
      if (is_candidate[one]) out.set[static_cast<std::size_t>(next[one]++)] = set;
    }
  }
  return out;
}

/// Chooses one after the other; the counts of who is not chosen are always those of open sets.
class Greedy {
 public:
  Greedy(const Groups& sets, Eigen::Index n, const Codes& candidates)
      : sets_(sets),
        is_candidate_(flags(n, candidates)),
        holding_(holding(sets, is_candidate_)),
        is_hit_(static_cast<std::size_t>(sets.size()), false),
        open_(static_cast<std::size_t>(n), 0) {
    std::vector<Open> some;
    for (Code one = 0; one < n; ++one) {
      const auto at = static_cast<std::size_t>(one);
      if (!is_candidate_[at]) continue;
      open_[at] = holding_.first[at + 1] - holding_.first[at];
      if (open_[at] > 0) some.emplace_back(open_[at], -one);
      if (open_[at] > 0) in_some_.push_back(one);
    }
    queue_ = std::priority_queue<Open>({}, std::move(some));
  }

  Hits run(std::size_t k) {
    Hits out;
    out.at_most = largest_open(k);
    while (out.member.size() < k) {
      choose(out);
      out.at_most = std::min(out.at_most, out.hit + largest_open(k));
    }
    return out;
  }

 private:
  static std::vector<bool> flags(Eigen::Index n, const Codes& candidates) {
    std::vector<bool> out(static_cast<std::size_t>(n), false);
    for (const Code one : candidates) out[static_cast<std::size_t>(one)] = true;
    return out;
  }

  /// The k largest counts of open sets, in sum: what k more could hit at most.
  [[nodiscard]] std::int64_t largest_open(std::size_t k) const {
    std::vector<std::int64_t> largest(k, 0);  // a heap whose front is the smallest
    for (const Code one : in_some_) {
      const std::int64_t open = open_[static_cast<std::size_t>(one)];
      if (open <= largest.front()) continue;
      std::pop_heap(largest.begin(), largest.end(), std::greater<>());
      largest.back() = open;
      std::push_heap(largest.begin(), largest.end(), std::greater<>());
    }
    return std::accumulate(largest.begin(), largest.end(), std::int64_t{0});
  }

  void choose(Hits& out) {
    while (!queue_.empty()) {
      const auto [open, negative] = queue_.top();
      queue_.pop();
      const std::int64_t now = open_[static_cast<std::size_t>(-negative)];
      if (now == 0) continue;
      if (now != open) {
        queue_.emplace(now, negative);
        continue;
      }
      out.hit += open;
      take(-negative, out);
      return close(-negative);
    }
    while (!is_candidate_[static_cast<std::size_t>(next_)]) ++next_;
    take(next_, out);
  }

  void take(Code one, Hits& out) {
    out.member.push_back(one);
    is_candidate_[static_cast<std::size_t>(one)] = false;
  }

  void close(Code one) {
    const auto at = static_cast<std::size_t>(one);
    for (std::int64_t i = holding_.first[at]; i < holding_.first[at + 1]; ++i) {
      const Code set = holding_.set[static_cast<std::size_t>(i)];
      if (is_hit_[static_cast<std::size_t>(set)]) continue;
      is_hit_[static_cast<std::size_t>(set)] = true;
      for (Code j = sets_.first[set]; j < sets_.first[set + 1]; ++j) {
        --open_[static_cast<std::size_t>(sets_.member[j])];
      }
    }
  }

  using Open = std::pair<std::int64_t, Code>;  ///< a count, and minus a candidate

  const Groups& sets_;
  std::vector<bool> is_candidate_;  ///< and not chosen
  Holding holding_;
  std::vector<bool> is_hit_;
  std::vector<std::int64_t> open_;  ///< of a candidate: sets that hold it and are not hit
  std::vector<Code> in_some_;       ///< candidates that some set holds
  std::priority_queue<Open> queue_;
  Code next_ = 0;  ///< no candidate below it is left once no set is open
};

}  // namespace

Hits hit_greedily(const Groups& sets, Eigen::Index n, const Codes& candidates, Eigen::Index k) {
  return Greedy(sets, n, candidates).run(static_cast<std::size_t>(k));
}

std::int64_t count_hit(const Groups& sets, Eigen::Index n, const std::vector<Code>& members) {
  std::vector<bool> is_member(static_cast<std::size_t>(n), false);
  for (const Code one : members) is_member[static_cast<std::size_t>(one)] = true;
  std::int64_t count = 0;
  for (Eigen::Index set = 0; set < sets.size(); ++set) {
    const auto begin = sets.member.begin() + sets.first[set];
    const auto end = sets.member.begin() + sets.first[set + 1];
    count += std::any_of(begin, end, [&](Code one) {
      return static_cast<bool>(is_member[static_cast<std::size_t>(one)]);
    });
  }
  return count;
}

}  // namespace lantoa
