// Whole weights beside exact ones, which put a subject first as well.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/integer.hpp"
#include "lantoa/lead.hpp"

namespace lantoa {

/// Rounds weights up or down so that they keep their sum, and looks whether they still do it.
class Beside {
 public:
  /// @param parted  of each rival: 1, the chain puts it before the subject, 0 level, -1 behind
  Beside(const Challenge& challenge, const Codes& parted, Threads threads)
      : challenge_(challenge), parted_(parted), threads_(threads) {}

  /// The first that do, those that round the largest rests up before the others; none: empty.
  [[nodiscard]] std::vector<std::int64_t> find(const std::vector<Integer>& weights,
                                               const Integer& whole, Lead lead);

 private:
  using Weights = std::vector<std::int64_t>;

  const Challenge& challenge_;
  const Codes& parted_;
  Threads threads_;
  std::vector<Code> met_;  // rivals that earlier weights did not leave behind: asked first

  [[nodiscard]] bool leaves_behind(Eigen::Index rival, const Weights& weights, Lead lead) const;
  [[nodiscard]] bool does(const Weights& weights, Lead lead);
};

}  // namespace lantoa
