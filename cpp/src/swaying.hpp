// What two subjects, or one, may have under all weights of a box.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "lantoa/box.hpp"

namespace lantoa {

using Profile = std::span<const std::int64_t>;

/// A number under the present weights, and how far it moves up and down from there.
struct Reach {
  std::int64_t now = 0;
  std::int64_t spread = 0;

  [[nodiscard]] std::int64_t least() const { return now - spread; }
  [[nodiscard]] std::int64_t most() const { return now + spread; }
};

/// How far the weighted sum moves: the least of sum spread |value - level| over all levels.
[[nodiscard]] std::int64_t moved(const std::vector<std::int64_t>& spread, Profile values);

/// The weighted sum of one profile.
[[nodiscard]] Reach reach(const Sway& sway, Profile values);

/// The rows of one group as the comparisons want them: side by side, with what they reach.
class Swayed {
 public:
  Swayed(const Weighed& weighed, const Sway& sway, std::vector<Code> rows, Threads threads);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] Code row(std::size_t at) const { return rows_[at]; }
  [[nodiscard]] Entry entry(std::size_t at) const;
  /// Nobody knows its group: it is a rival in each, and has a place in none.
  [[nodiscard]] bool is_anywhere(std::size_t at) const {
    return weighed_.contest.group[rows_[at]] < 0;
  }
  [[nodiscard]] const Reach& low(std::size_t at) const { return low_reach_[at]; }
  [[nodiscard]] const Reach& high(std::size_t at) const { return high_reach_[at]; }
  [[nodiscard]] Profile low_profile(std::size_t at) const { return profile(low_, at); }
  [[nodiscard]] Profile high_profile(std::size_t at) const { return profile(high_, at); }

  /// How the best of the one may stand to what the other has on record, at its very best:
  /// greater, it can be before it; equal, level with it; less, it is behind under all weights.
  [[nodiscard]] std::strong_ordering at_best(std::size_t one, std::size_t other) const;
  /// The chain of the one, at its best or on record, against that of the other on record.
  [[nodiscard]] std::strong_ordering chain(std::size_t one, std::size_t other, bool best) const;
  /// The same of those at the positions.
  [[nodiscard]] Swayed only(const std::vector<std::size_t>& positions) const;

 private:
  const Weighed& weighed_;
  const Sway& sway_;
  Threads threads_;
  std::size_t width_;
  double total_;  // of the weights, for a guess
  std::vector<Code> rows_;
  std::vector<std::int64_t> low_;  // row after row
  std::vector<std::int64_t> high_;
  std::vector<Reach> low_reach_;
  std::vector<Reach> high_reach_;

  void add(std::size_t at);
  [[nodiscard]] Profile profile(const std::vector<std::int64_t>& all, std::size_t at) const {
    return {all.data() + at * width_, width_};
  }
};

}  // namespace lantoa
