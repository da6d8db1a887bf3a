// Refuses facts and plans that would read outside their arrays.
#pragma once

#include "lantoa/criterion.hpp"
#include "lantoa/facts.hpp"

namespace lantoa {

/// Checks every number of a plan that indexes something.
///
/// @throws InputError naming the fact or the rule by its position, the field and what was found
void check(const Facts& facts, const Plan& plan);

}  // namespace lantoa
