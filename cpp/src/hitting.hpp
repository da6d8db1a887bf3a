// Sets and whom they hold, from both sides; choosing those who hit the most sets.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/cascade.hpp"

namespace lantoa {

/// Whom greedy covering chooses, how many sets they hit, and how many any k could hit at most.
struct Hits {
  std::vector<Code> member;
  std::int64_t hit = 0;
  std::int64_t at_most = 0;
};

/// @pre members are below n; candidates are below n and each there once; k is at most their number
[[nodiscard]] Hits hit_greedily(const Groups& sets, Eigen::Index n, const Codes& candidates,
                                Eigen::Index k);

/// How many sets hold one of them.
[[nodiscard]] std::int64_t count_hit(const Groups& sets, Eigen::Index n,
                                     const std::vector<Code>& members);

}  // namespace lantoa
