// The exact distribution of Kendall's S over the orders of a multiset, kept for reuse.
#pragma once

#include <map>
#include <span>
#include <vector>

namespace lantoa {

/// Tails of S by how often each value occurs; computed once each. Not for several threads.
class TailsOfS {
 public:
  /// Of n distinct values.
  const std::vector<double>& untied(int n);
  /// Of a multiset; the order of `ties` does not matter and is changed.
  const std::vector<double>& tied(std::vector<int>& ties);

 private:
  std::map<std::vector<int>, std::vector<double>> known_;
  std::vector<const std::vector<double>*> untied_;
};

/// How often each distinct one of sorted numbers occurs.
[[nodiscard]] std::vector<int> ties_of(std::span<const double> sorted);

}  // namespace lantoa
