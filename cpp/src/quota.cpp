#include "lantoa/quota.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

__extension__ using Wide = __int128;

/// Where one stands whose place is `place` and whose ties end at `last`.
Side line_of(Code place, Code last, Code seats) {
  if (last <= seats) return Side::kWithin;
  return place <= seats ? Side::kTied : Side::kBeyond;
}

/// What the missing values leave of one row: the line where it is the same throughout.
Side settled(const Places& places, Eigen::Index row, Code low, Code high) {
  if (places.last_worst[row] <= low) return Side::kWithin;
  if (places.best[row] > high) return Side::kBeyond;
  const bool is_tied = places.worst[row] <= low && places.last_best[row] > high;
  return is_tied ? Side::kTied : Side::kNone;
}

void check(const Contest& contest, const Seats& seats) {
  const Code groups = contest.group.size() == 0 ? 0 : contest.group.maxCoeff() + 1;
  const Eigen::Index n = seats.on_record.size();
  if (n < groups || seats.low.size() != n || seats.high.size() != n) {
    throw InputError("seats must have three numbers for each of " + std::to_string(groups) +
                     " groups");
  }
  for (Eigen::Index group = 0; group < n; ++group) {
    const Code seen = seats.on_record[group];
    if (!is_blank(seen) && (seats.low[group] > seen || seats.high[group] < seen)) {
      throw InputError("seats of group " + std::to_string(group) +
                       ": what is on record lies outside the low and the high end");
    }
  }
}

}  // namespace

std::int64_t seats(const Share& share, std::int64_t base) {
  if (share.part < 0 || share.whole <= 0 || share.minimum < 0 || base < 0) {
    throw InputError("a share, its minimum and what it is of must be 0 or more, its whole 1");
  }
  if (base == 0) return 0;
  // x <= p (base - x) where the share is one of the others: x <= base p / (1 + p).
  const Wide whole = Wide{share.whole} + (share.is_of_others ? share.part : 0);
  const Wide up = share.rounding == Rounding::kUp ? whole - 1 : 0;
  const Wide found = (Wide{share.part} * base + up) / whole;
  if (found > std::numeric_limits<std::int64_t>::max()) {
    throw InputError(std::to_string(share.part) + "/" + std::to_string(share.whole) + " of " +
                     std::to_string(base) + " is more than can be counted");
  }
  return std::max(static_cast<std::int64_t>(found), share.minimum);
}

Sides draw_lines(const Contest& contest, const Places& places, const Seats& seats) {
  check(contest, seats);
  const Codes none = Codes::Zero(contest.group.size());
  Sides out{none, none};
  for (Eigen::Index row = 0; row < contest.group.size(); ++row) {
    const Code group = contest.group[row];
    const auto entry = static_cast<Entry>(contest.entry[row]);
    if (group < 0 || entry == Entry::kOut || is_blank(seats.on_record[group])) continue;
    const Side whatever = settled(places, row, seats.low[group], seats.high[group]);
    if (entry == Entry::kPerhaps) {
      if (whatever != Side::kBeyond) continue;
      out.side[row] = static_cast<Code>(Side::kBeyond);
      out.sure[row] = 1;
      continue;
    }
    const Code last = places.place[row] + places.tied[row] - 1;
    out.side[row] = static_cast<Code>(line_of(places.place[row], last, seats.on_record[group]));
    out.sure[row] = entry == Entry::kIn && whatever != Side::kNone ? 1 : 0;
  }
  return out;
}

Codes inside(const Contest& outer, const Sides& sides) {
  Codes entry = Codes::Zero(outer.group.size());
  for (Eigen::Index row = 0; row < entry.size(); ++row) {
    const bool is_out = outer.entry[row] == static_cast<Code>(Entry::kOut);
    if (is_out || outer.group[row] == kBlank) continue;
    const auto side = static_cast<Side>(sides.side[row]);
    const bool is_sure = sides.sure[row] == 1;
    Entry found = Entry::kPerhaps;
    if (side == Side::kWithin) found = is_sure ? Entry::kIn : Entry::kSoFar;
    if (side == Side::kBeyond && is_sure) found = Entry::kOut;
    entry[row] = static_cast<Code>(found);
  }
  return entry;
}

}  // namespace lantoa
