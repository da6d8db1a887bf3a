// Checks and groups that every question about a box of weights starts with.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/box.hpp"

namespace lantoa {

/// The seats of one group.
struct GroupSeats {
  std::int64_t on_record = 0;
  std::int64_t low = 0;
  std::int64_t high = 0;
};

/// Those of one group who are ranked or may be, then those who may be of any group.
struct GroupRows {
  GroupSeats seats;
  std::vector<Code> rows;
};

/// @throws InputError when sizes differ or numbers are out of range
void check(const Weighed& weighed, const Sway& sway, const Seats& seats);

/// Every group that has seats to give, in the order of the groups.
[[nodiscard]] std::vector<GroupRows> group_rows(const Weighed& weighed, const Seats& seats);

}  // namespace lantoa
