// How far apart independent errors get by chance: the greatest difference of any two of them.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/parallel.hpp"

namespace lantoa {

/// The quantile of the greatest (e_j - e_k) / sqrt(s_j^2 + s_k^2), e_j normal of deviation s_j.
///
/// @throws InputError when level (draws + 1) exceeds the draws
[[nodiscard]] double greatest_ratio(const Eigen::Ref<const Eigen::VectorXd>& deviations,
                                    double level, std::int64_t draws, std::uint64_t seed,
                                    Threads threads);

}  // namespace lantoa
