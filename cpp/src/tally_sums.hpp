// Points of one end, all evidence at its worst or all at its best: floors, caps, sums.
#pragma once

#include <vector>

#include "lantoa/tally.hpp"

namespace lantoa {

/// What the items come to when every rule gives what it gives at this end.
class End {
 public:
  /// @param rules  what each rule gives by itself
  End(const TallyTable& table, std::vector<Amount> rules);

  /// What is left of each rule after caps and floors.
  [[nodiscard]] const std::vector<Amount>& counted() const { return rules_; }
  [[nodiscard]] const std::vector<Amount>& bases() const { return bases_; }
  [[nodiscard]] std::vector<Amount>& items() { return items_; }

 private:
  const TallyTable& table_;
  std::vector<Amount> rules_;
  std::vector<Amount> bases_;
  std::vector<Amount> items_;

  void add_bases();
  void apply_floors();
  void apply(const TallyCap& cap);
  void add_items();
};

/// Adds items into groups and groups into their parents; the total comes last.
///
/// @param bases  of the items, where the ends of groups are to be applied; else empty
[[nodiscard]] std::vector<Amount> group_sums(const TallyTable& table,
                                             const std::vector<Amount>& items,
                                             const std::vector<Amount>& bases);

}  // namespace lantoa
