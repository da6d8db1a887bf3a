// Labels of a lot in waves dealt out again, one arrangement after the other.
#pragma once

#include <cstdint>
#include <vector>

#include "contrast.hpp"

namespace lantoa {

/// The class of every member, stratum after stratum.
using Labels = std::vector<std::vector<std::size_t>>;

[[nodiscard]] Labels drawn_of(const Contrast& contrast);

/// All of them, as many as `arrangement_count` says.
[[nodiscard]] std::vector<Labels> every_deal(const Contrast& contrast);

/// So many, the first as it was drawn; others for every `from`.
[[nodiscard]] std::vector<Labels> some_deals(const Contrast& contrast, std::int64_t count,
                                             std::uint64_t seed, std::int64_t from);

}  // namespace lantoa
