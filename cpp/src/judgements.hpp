// Judgements: what the latest recorded word of a body makes of the `attested` rules.
#pragma once

#include <utility>
#include <vector>

#include "asker.hpp"
#include "lantoa/criterion.hpp"
#include "lantoa/measured.hpp"
#include "lantoa/notes.hpp"
#include "rows.hpp"

namespace lantoa {

/// All attested rules of one fact, for one pass over the rows tells of all of them.
///
/// The statistic is the notch of the share of votes, kAllVotes where none is asked, and
/// kFailedVote where the verdict is not met. It borrows facts, plan and rules.
class AttestedRules {
 public:
  static constexpr std::int32_t kFailedVote = -1;
  static constexpr std::int32_t kAllVotes = 2000;

  /// @param rules  attested rules of one fact, each with a code of its own
  AttestedRules(const Facts& facts, const Plan& plan, std::vector<const Rule*> rules);

  /// @param out  one for each rule
  void measure(const Asker& asker, std::span<Measured> out);

  /// Writes down the rows that decide one of the rules.
  void note(const Asker& asker, std::size_t rule, const Measured& measured, Notes& notes) const;

 private:
  /// The least and the most that a row, or several, may say.
  struct Range {
    std::int32_t least = kAllVotes;
    std::int32_t most = kFailedVote;
    void take_in(const Range& other);
  };
  struct Found {
    Day latest = kNoDay;
    Range of_latest;
    Range of_undated;
  };

  const Policy& policy_;
  const FactRule& fact_;
  const Table& table_;
  std::vector<const Rule*> rules_;
  std::vector<Code> rule_of_;  // by code of the register, -1 for none
  Cells judged_;
  Cells day_;
  Cells verdict_;
  Cells votes_for_;
  Cells votes_of_;
  std::vector<Found> found_;

  void read(Code row, Day clock);
  [[nodiscard]] Code rule_judged(Code row) const;
  [[nodiscard]] Range range(Code row, bool asks_votes) const;
  [[nodiscard]] Range votes(Code row) const;
  [[nodiscard]] Measured measured(const Found& found) const;
};

}  // namespace lantoa
