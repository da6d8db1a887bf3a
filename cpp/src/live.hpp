// Which ties are live in a replicate, and what they lead to.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/cascade.hpp"
#include "lantoa/random.hpp"

namespace lantoa {

/// Whether a word that was drawn is below a chance: never for 0, always for 1.
[[nodiscard]] inline bool is_below(std::uint32_t word, double chance) {
  return static_cast<double>(word) < chance * 0x1p32;
}

/// Raises an InputError unless the arcs are sorted, their codes and chances in range and, of
/// linear threshold, the chances to a taker at most 1 in sum.
void check(const Arcs& arcs, Model model);

/// Raises an InputError unless every member of every set is a subject.
void check(const Groups& groups, Eigen::Index n);

void check(const Replicates& replicates);

/// The chances to each taker, in sum.
[[nodiscard]] Eigen::VectorXd sums_by_taker(const Arcs& arcs);

/// Which ties are live; the word of a tie is that of its position.
class LiveTies {
 public:
  LiveTies(const Arcs& arcs, Model model);

  /// Calls `take` with every taker to whom a tie of `source` is live.
  template <class Take>
  void for_each_taker(const Draws& draws, Code source, const Take& take) const {
    const Code begin = arcs_.first[source];
    const Code end = arcs_.first[source + 1];
    return model_ == Model::kCascade ? carried(draws, begin, end, take)
                                     : listened(draws, begin, end, take);
  }

 private:
  template <class Take>
  void carried(const Draws& draws, Code begin, Code end, const Take& take) const {
    Words words{};
    for (Code tie = begin; tie < end; ++tie) {
      const auto at = static_cast<std::uint32_t>(tie);
      if (tie == begin || at % 4 == 0) words = draws.words(at / 4);
      if (is_below(words[at % 4], arcs_.chance[tie])) take(arcs_.taker[tie]);
    }
  }

  // The first word of a taker says whether it listens to anybody, the second to whom: so that
  // larger chances in the same proportions only add live ties.
  template <class Take>
  void listened(const Draws& draws, Code begin, Code end, const Take& take) const {
    for (Code tie = begin; tie < end; ++tie) {
      const auto at = static_cast<std::size_t>(tie);
      const Code taker = arcs_.taker[tie];
      const Words words = draws.words(static_cast<std::uint32_t>(taker));
      const bool listens = is_below(words[0], sums_[taker]);
      if (listens && low_[at] <= words[1] && words[1] <= last_[at]) take(taker);
    }
  }

  void share_out();

  const Arcs& arcs_;
  Model model_;
  std::vector<std::uint32_t> low_;   ///< of linear threshold: the first word that is a tie's
  std::vector<std::uint32_t> last_;  ///< of linear threshold: the last word that is a tie's
  Eigen::VectorXd sums_;             ///< of linear threshold: the chance to listen to anybody
};

/// Goes along ties from a set; what it has reached is forgotten at the cost of what it reached.
class Front {
 public:
  explicit Front(Eigen::Index n) : seen_(static_cast<std::size_t>(n + 63) / 64, 0) {}

  /// Starts from nobody.
  void forget() {
    for (const Code one : reached_) seen_[static_cast<std::size_t>(one) / 64] = 0;
    reached_.clear();
  }

  /// Adds a subject unless it is there.
  void add(Code one) {
    std::uint64_t& word = seen_[static_cast<std::size_t>(one) / 64];
    const std::uint64_t bit = std::uint64_t{1} << (static_cast<std::size_t>(one) % 64);
    if ((word & bit) != 0) return;
    word |= bit;
    reached_.push_back(one);
  }

  /// Goes on until nobody is added; `next(one, add)` calls `add` with those behind `one`.
  template <class Next>
  void run(const Next& next) {
    for (std::size_t at = 0; at < reached_.size(); ++at) {
      next(reached_[at], [this](Code one) { add(one); });
    }
  }

  /// Whom it reached, in the order of reaching.
  [[nodiscard]] const std::vector<Code>& reached() const { return reached_; }

 private:
  std::vector<std::uint64_t> seen_;
  std::vector<Code> reached_;
};

}  // namespace lantoa
