// Times of taking up, exchanged within strata: by a number, or at random.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lantoa/parallel.hpp"
#include "lantoa/permutation.hpp"
#include "picks.hpp"

namespace lantoa {

/// @throws InputError when the two differ in length or a number is out of range
void check(const Codes& adopted, const Codes& stratum);

/// The strata in which times may be exchanged, and what there is to exchange.
class Exchange {
 public:
  Exchange(const Codes& adopted, const Codes& stratum);

  /// How many different arrangements there are, at the most `kCountless`.
  [[nodiscard]] std::int64_t count() const { return count_; }
  /// The times as they are, `kNotSeen` where not seen.
  [[nodiscard]] const std::vector<Code>& times() const { return times_; }
  /// How many of those who are exchanged take it up.
  [[nodiscard]] std::int64_t seen() const { return seen_; }
  /// How many stand in strata in which times differ.
  [[nodiscard]] std::int64_t moving() const;
  /// The last period in which anybody takes it up, 0 where nobody does.
  [[nodiscard]] Code latest() const { return latest_; }

  /// Writes arrangement `number`, from 0 to count() - 1.
  void arrange(std::int64_t number, std::vector<Code>& times) const;
  /// Goes on from arrangement `number` to the one after it; after the last comes the first.
  void step(std::vector<Code>& times, std::vector<Code>& scratch) const;
  /// Likewise, by calls of set(row, time) for each of those whose time becomes another one.
  template <typename Set>
  void step(const std::vector<Code>& times, std::vector<Code>& scratch, const Set& set) const;
  /// Writes an arrangement at random.
  void shuffle(Picks picks, std::vector<std::uint32_t>& rows, std::vector<Code>& times) const;

 private:
  struct Stratum {
    std::vector<std::uint32_t> rows;
    std::vector<Code> seen;    // the times that were seen, ascending
    std::vector<Code> values;  // the different times, ascending, kNotSeen with them
    std::vector<std::int64_t> repeats;
    std::int64_t count = 1;
  };

  void add(const std::vector<std::uint32_t>& rows);

  std::vector<Code> times_;
  std::vector<Stratum> strata_;  // those in which times differ
  std::int64_t count_ = 1;
  std::int64_t seen_ = 0;
  Code latest_ = 0;
};

template <typename Set>
void Exchange::step(const std::vector<Code>& times, std::vector<Code>& scratch,
                    const Set& set) const {
  for (const Stratum& stratum : strata_) {
    const auto time = [&](std::size_t at) { return times[stratum.rows[at]]; };
    std::size_t falling = stratum.rows.size() - 1;  // from here on no time is above the one before
    while (falling > 0 && time(falling - 1) >= time(falling)) --falling;
    const std::size_t begin = falling == 0 ? 0 : falling - 1;  // nobody before it changes
    scratch.clear();
    for (std::size_t at = begin; at < stratum.rows.size(); ++at) scratch.push_back(time(at));
    std::ranges::next_permutation(scratch);
    for (std::size_t at = begin; at < stratum.rows.size(); ++at) {
      if (scratch[at - begin] != time(at)) set(stratum.rows[at], scratch[at - begin]);
    }
    if (falling > 0) return;
  }
}

inline constexpr std::int64_t kLittle = 5'000'000;  // looks: a few milliseconds
inline constexpr std::int64_t kBlock = 500'000;     // looks in a block

/// Calls block(begin, end) for all of `count` arrangements, on one thread where there is little.
///
/// @param looks  at subjects and ties, for each
template <typename Block>
void in_blocks(std::int64_t count, std::int64_t looks, Threads threads, const Block& block) {
  if (count * looks < kLittle) threads = 1;
  parallel_for_blocks(count, std::max<std::int64_t>(1, kBlock / looks), block, threads);
}

}  // namespace lantoa
