#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "corners.hpp"
#include "lantoa/box.hpp"
#include "lantoa/integer.hpp"
#include "swaying.hpp"
#include "weighed.hpp"

namespace lantoa {
namespace {

using Positions = std::vector<std::size_t>;

constexpr Flip kOpen{0, 1, -1, -1};  // it is open as it stands
constexpr Flip kNone{};

bool is_less(const Flip& one, const Flip& other) {
  if (one.numerator < 0 || other.numerator < 0) return one.numerator >= 0;
  return Wide{one.numerator} * other.denominator < Wide{other.numerator} * one.denominator;
}

/// The search across the line of one group.
class Cut {
 public:
  Cut(const Swayed& swayed, const Sway& whole, bool missing)
      : swayed_(swayed), whole_(whole), missing_(missing) {}

  [[nodiscard]] Flip nearest(const GroupSeats& seats);

 private:
  const Swayed& swayed_;
  const Sway& whole_;  // every weight is free to move by all of itself
  bool missing_;
  Positions within_;         // those with the fewest points first
  Positions beyond_;         // those with the most first
  std::int64_t widest_ = 0;  // no two leads differ by more under all weights
  Flip found_;

  [[nodiscard]] bool divide(const GroupSeats& seats);
  void measure();
  [[nodiscard]] std::int64_t now(std::size_t at) const {
    return (missing_ ? swayed_.high(at) : swayed_.low(at)).now;
  }
  [[nodiscard]] std::int64_t gap(std::size_t in, std::size_t out) const {
    return swayed_.low(in).now - now(out);
  }
  [[nodiscard]] bool is_too_wide(std::int64_t gap) const;
  [[nodiscard]] Flip between(std::size_t in, std::size_t out) const;
  void look(std::size_t in, std::size_t out);
};

/// Who has a seat and who has none; false where that is open before a weight moves.
bool Cut::divide(const GroupSeats& seats) {
  Corners present;
  present.weights.push_back(whole_.weights);
  const Seen seen = seats_at(swayed_, present, seats.on_record, 1);
  bool is_open = false;
  for (std::size_t at = 0; at < swayed_.size(); ++at) {
    const bool is_placed = seen.in[at] != 0 || seen.out[at] != 0;
    const bool is_within = seen.in[at] != 0;
    is_open = is_open || (is_within && seen.out[at] != 0);
    is_open = is_open || (is_within && missing_ && swayed_.entry(at) != Entry::kIn);
    if (is_within) within_.push_back(at);
    if (!is_within && (is_placed || missing_)) beyond_.push_back(at);
  }
  const auto named = std::ssize(within_);
  const bool may_shrink = missing_ && seats.low < named;
  const bool may_grow = missing_ && seats.high > named && !beyond_.empty();
  return !is_open && !may_shrink && !may_grow;
}

/// The reach of all weights, then those at the line: what they leave makes the rest few.
void Cut::measure() {
  std::int64_t least = swayed_.low_profile(0).front();
  std::int64_t most = least;
  for (std::size_t at = 0; at < swayed_.size(); ++at) {
    for (const std::int64_t value : swayed_.low_profile(at)) least = std::min(least, value);
    for (const std::int64_t value : swayed_.high_profile(at)) most = std::max(most, value);
  }
  std::int64_t total = 0;
  for (const std::int64_t weight : whole_.weights) total += weight;
  widest_ = total * (most - least);

  const std::size_t last =
      *std::ranges::min_element(within_, {}, [&](std::size_t in) { return swayed_.low(in).now; });
  const std::size_t first =
      *std::ranges::max_element(beyond_, {}, [&](std::size_t out) { return now(out); });
  look(last, first);
  for (const std::size_t out : beyond_) {
    if (!is_too_wide(gap(last, out))) look(last, out);
  }
  std::erase_if(within_, [&](std::size_t in) { return is_too_wide(gap(in, first)); });
  std::erase_if(beyond_, [&](std::size_t out) { return is_too_wide(gap(last, out)); });
}

/// Whether nobody over so wide a gap can be nearer than what was found.
bool Cut::is_too_wide(std::int64_t gap) const {
  const Flip limit = found_.numerator < 0 ? Flip{1, 1, -1, -1} : found_;
  return Wide{gap} * limit.denominator > Wide{limit.numerator} * widest_;
}

Flip Cut::between(std::size_t in, std::size_t out) const {
  const std::int64_t wide = gap(in, out);
  const Flip reached{0, 1, swayed_.row(in), swayed_.row(out)};
  if (wide < 0) return reached;
  if (wide == 0 && swayed_.chain(out, in, missing_) >= 0) return reached;

  std::array<std::int64_t, 16> leads{};
  const Profile own = swayed_.low_profile(in);
  const Profile theirs = missing_ ? swayed_.high_profile(out) : swayed_.low_profile(out);
  for (std::size_t j = 0; j < own.size(); ++j) leads[j] = theirs[j] - own[j];
  const std::int64_t closing = moved(whole_.spread, {leads.data(), own.size()});
  if (closing < wide || closing == 0) return kNone;
  return {wide, closing, swayed_.row(in), swayed_.row(out)};
}

void Cut::look(std::size_t in, std::size_t out) {
  const Flip here = between(in, out);
  if (is_less(here, found_)) found_ = here;
}

Flip Cut::nearest(const GroupSeats& seats) {
  if (!divide(seats)) return kOpen;
  if (within_.empty() || beyond_.empty()) return kNone;
  measure();
  std::ranges::stable_sort(within_, {}, [&](std::size_t in) { return swayed_.low(in).now; });
  std::ranges::stable_sort(beyond_, std::ranges::greater{},
                           [&](std::size_t out) { return now(out); });
  for (const std::size_t in : within_) {
    for (const std::size_t out : beyond_) {
      if (is_too_wide(gap(in, out))) break;
      look(in, out);
    }
  }
  return found_;
}

}  // namespace

Flip nearest_flip(const Weighed& weighed, const std::vector<std::int64_t>& weights,
                  const Seats& seats, bool missing) {
  const Sway whole{weights, weights};
  check(weighed, whole, seats);
  Flip found;
  for (const GroupRows& group : group_rows(weighed, seats)) {
    const Swayed swayed(weighed, whole, group.rows, kAllThreads);
    const Flip here = Cut(swayed, whole, missing).nearest(group.seats);
    if (is_less(here, found)) found = here;
  }
  return found;
}

}  // namespace lantoa
