// Times of taking up, exchanged within strata: by a number, or at random.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/permutation.hpp"
#include "picks.hpp"

namespace lantoa {

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
  /// The last period in which anybody takes it up, 0 where nobody does.
  [[nodiscard]] Code latest() const { return latest_; }

  /// Writes arrangement `number`, from 0 to count() - 1.
  void arrange(std::int64_t number, std::vector<Code>& times) const;
  /// Goes on from arrangement `number` to the one after it; after the last comes the first.
  void step(std::vector<Code>& times, std::vector<Code>& scratch) const;
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

}  // namespace lantoa
