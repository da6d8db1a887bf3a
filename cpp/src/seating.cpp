#include "lantoa/seating.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "keys.hpp"
#include "lantoa/error.hpp"
#include "regions.hpp"

namespace lantoa {
namespace {

void expect_seats(std::size_t groups, Eigen::Index seats) {
  if (std::cmp_greater_equal(seats, groups)) return;
  throw InputError("seats must have a number for each of " + std::to_string(groups) + " groups");
}

/// Seats from the best of one group, sorted, until no seat is left.
class Seating {
 public:
  explicit Seating(std::size_t most)
      : out_{Codes(static_cast<Eigen::Index>(most)), Codes(static_cast<Eigen::Index>(most))} {}

  void seat(std::span<const Keyed> sorted, Code seats) {
    Code taken = 0;
    for (std::size_t from = 0, to = 0; from < sorted.size() && taken < seats; from = to) {
      while (to < sorted.size() && sorted[to].key == sorted[from].key) ++to;
      taken += static_cast<Code>(to - from);
      const Side side = taken <= seats ? Side::kWithin : Side::kTied;
      for (const Keyed& one : sorted.subspan(from, to - from)) {
        out_.row[size_] = one.row;
        out_.side[size_++] = static_cast<Code>(side);
      }
    }
  }
  [[nodiscard]] Seated seated() && {
    out_.row.conservativeResize(size_);
    out_.side.conservativeResize(size_);
    return std::move(out_);
  }

 private:
  Seated out_;
  Eigen::Index size_ = 0;
};

/// The best of a group, sorted, so many that all who share the last seat are among them.
std::span<const Keyed> best_of(std::span<Keyed> group, Code seats) {
  const auto wanted = static_cast<std::size_t>(std::max(seats, Code{0}));
  auto end = group.end();
  if (wanted > 0 && wanted < group.size()) {
    const auto last = group.begin() + static_cast<std::ptrdiff_t>(wanted - 1);
    std::ranges::nth_element(group, last, {}, &Keyed::key);
    const Key line = last->key;
    end = std::partition(last + 1, group.end(), [&](const Keyed& one) { return one.key == line; });
  }
  std::ranges::sort(group.begin(), end, {}, &Keyed::key);
  return {group.begin(), end};
}

}  // namespace

Points weigh(const Eigen::Ref<const Points>& points, const Eigen::Ref<const Points>& weights) {
  if (weights.size() != points.cols() || (weights.size() > 0 && weights.cols() != 1)) {
    throw InputError("weights must have a number for each of " + std::to_string(points.cols()) +
                     " columns");
  }
  constexpr Eigen::Index kRows = 4096;  // whose sums stay near
  Points sums = Points::Zero(points.rows(), 1);
  bool fits = true;
  for (Eigen::Index first = 0; first < points.rows(); first += kRows) {
    const Eigen::Index rows = std::min(kRows, points.rows() - first);
    for (Eigen::Index column = 0; column < points.cols(); ++column) {
      const std::int64_t weight = weights(column, 0);
      if (weight == 0) continue;
      for (Eigen::Index row = first; row < first + rows; ++row) {
        std::int64_t part = points(row, column);
        if (part == kNoPoints) part = 0;
        fits &= !__builtin_mul_overflow(part, weight, &part);
        fits &= !__builtin_add_overflow(sums(row, 0), part, &sums(row, 0));
      }
    }
  }
  if (!fits) throw InputError("a weighted sum of points is more than can be counted");
  return sums;
}

Seated seat(const Contest& contest, const Eigen::Ref<const Codes>& seats) {
  std::vector<Keyed> rows = unsorted_keys_of(contest);
  std::erase_if(rows, [&](const Keyed& one) {
    return contest.entry[one.row] == static_cast<Code>(Entry::kPerhaps);
  });
  const std::vector<std::size_t> start = starts_of(contest, rows);
  const std::size_t groups = start.size() - 1;
  expect_seats(groups, seats.size());
  std::vector<Keyed> by_group(rows.size());
  std::vector<std::size_t> next(start);
  for (const Keyed& one : rows) by_group[next[Table::index(contest.group[one.row])]++] = one;
  Seating seating(rows.size());
  for (std::size_t group = 0; group < groups; ++group) {
    const Code of_group = seats[static_cast<Eigen::Index>(group)];
    if (is_blank(of_group)) continue;
    const auto of = std::span(by_group).subspan(start[group], start[group + 1] - start[group]);
    seating.seat(best_of(of, of_group), of_group);
  }
  return std::move(seating).seated();
}

struct Standing::Held {
  std::vector<Keyed> sorted;
  std::vector<std::size_t> start;  // of each group, and the end
  Eigen::Index rows = 0;
};

Standing::Standing(const Contest& contest) {
  auto held = std::make_shared<Held>();
  held->sorted = keys_of(contest).low;
  held->start = starts_of(contest, held->sorted);
  held->rows = contest.group.size();
  held_ = std::move(held);
}

Seated Standing::seat(const Cube& cube, const Eigen::Ref<const Codes>& cell, Eigen::Index first,
                      const Eigen::Ref<const Codes>& seats) const {
  const std::size_t groups = held_->start.size() - 1;
  expect_seats(groups, seats.size());
  const CellOf is_in(cube, cell);
  if (first < 0 || first + held_->rows > is_in.rows()) {
    throw InputError("the cube has fewer rows than the contest");
  }
  std::vector<Keyed> passing;
  Seating seating(held_->sorted.size());
  for (std::size_t group = 0; group < groups; ++group) {
    const Code of_group = seats[static_cast<Eigen::Index>(group)];
    if (is_blank(of_group)) continue;
    passing.clear();
    for (std::size_t at = held_->start[group]; at < held_->start[group + 1]; ++at) {
      const Keyed& one = held_->sorted[at];
      const bool full = std::cmp_greater_equal(passing.size(), std::max(of_group, Code{0}));
      if (full && (passing.empty() || passing.back().key != one.key)) break;
      if (is_in(first + one.row)) passing.push_back(one);
    }
    seating.seat(passing, of_group);
  }
  return std::move(seating).seated();
}

}  // namespace lantoa
