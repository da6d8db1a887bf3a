// Points: what a `scored` criterion makes of a statistic. Whole numbers throughout.
//
// Points count what is on record; open years add nothing. What a missing past value could add
// is the high end. A plan's points are an assumption of whoever wrote them, and a register that
// is absent, of a `k_of` that of any part, leaves its criterion out for everybody.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/verdict.hpp"

namespace lantoa {

using Points = Eigen::Matrix<std::int64_t, Eigen::Dynamic, Eigen::Dynamic>;

inline constexpr std::int64_t kNoPoints = -1;  ///< not asked of the subject, or left out

/// Where a scored criterion finds its statistic.
enum class Statistic : std::uint8_t {
  kOfRule,        ///< that of a rule, with its filters; of a `k_of` the parts that hold
  kHighestLevel,  ///< the highest level of the events that count
  kKeys,          ///< distinct keys of the events that count
};

/// One scored criterion.
struct Scoring {
  Statistic statistic = Statistic::kOfRule;
  Code rule = 0;  ///< kOfRule: that rule; else a rule that counts events of the fact
  /// The map's points, by growing statistic. kHighestLevel: by level, 0 where none is given.
  std::vector<std::int32_t> from;
  std::vector<std::int32_t> to;
};

/// Linear between the points of a map, rounded down, flat outside. 0 without any point.
///
/// (0, 0) (2, 400) (5, 1000): 1 gives 200, 3 gives 600, 7 gives 1000.
[[nodiscard]] std::int64_t mapped(const Scoring& scoring, std::int64_t statistic);

/// Points of every judged subject: a column per scoring, what is on record and what it could be.
struct Scored {
  Points low;
  Points high;
};

[[nodiscard]] Scored score(const Facts& facts, const Plan& plan, const Evaluation& evaluation,
                           const std::vector<Scoring>& scorings);

}  // namespace lantoa
