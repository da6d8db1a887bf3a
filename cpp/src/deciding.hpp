// Which rules decide whether somebody is in.
#pragma once

#include <vector>

#include "lantoa/criterion.hpp"

namespace lantoa {

/// What decides: gates without links, and links with what they need.
struct Deciding {
  std::vector<Code> gates;
  std::vector<Code> links;
  std::vector<std::vector<Code>> needs;  // of each link
  std::vector<Code> all;                 // gates and needs

  Deciding(const Plan& plan, bool countable_only);
};

}  // namespace lantoa
