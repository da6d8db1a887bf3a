#include "lantoa/sweep.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"
#include "sweep_walk.hpp"

namespace lantoa {
namespace {

/// The rows that are ranked, group by group.
std::vector<std::vector<Code>> grouped(const Lines& lines) {
  std::vector<std::vector<Code>> groups(static_cast<std::size_t>(lines.seats.size()));
  for (Code row = 0; row < lines.group.size(); ++row) {
    const Code group = lines.group[row];
    if (group >= 0) groups[static_cast<std::size_t>(group)].push_back(row);
  }
  return groups;
}

/// Whether the seats part anybody at all.
bool is_open(const std::vector<Code>& rows, std::int64_t seats) {
  return seats > 0 && seats < std::ssize(rows);
}

/// The breakpoints of all groups, their changes together.
void arrange(std::vector<Turn>&& changes, Sweep& out) {
  std::ranges::sort(changes, [](const Turn& one, const Turn& other) {
    const auto ordered = one.theta <=> other.theta;
    return ordered == std::strong_ordering::equal ? one.row < other.row : ordered < 0;
  });
  std::vector<std::int64_t> first;
  const auto n = static_cast<Eigen::Index>(changes.size());
  for (Codes* part : {&out.row, &out.before, &out.at, &out.after}) part->resize(n);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Turn& one = changes[i];
    if (i == 0 || changes[i - 1].theta != one.theta) {
      first.push_back(static_cast<std::int64_t>(i));
    }
    const auto at = static_cast<Eigen::Index>(i);
    std::tie(out.row[at], out.before[at], out.at[at], out.after[at]) =
        std::tie(one.row, one.before, one.at, one.after);
  }
  const auto points = static_cast<Eigen::Index>(first.size());
  out.first.resize(points + 1);
  out.numerator.resize(points);
  out.denominator.resize(points);
  for (Eigen::Index i = 0; i < points; ++i) {
    out.first[i] = first[static_cast<std::size_t>(i)];
    const Theta theta = lowest_terms(changes[static_cast<std::size_t>(out.first[i])].theta);
    out.numerator[i] = theta.numerator;
    out.denominator[i] = theta.denominator;
  }
  out.first[points] = static_cast<std::int64_t>(changes.size());
}

/// The same lines with theta running the other way.
std::vector<Bundle> mirrored(std::vector<Bundle> lines) {
  for (Bundle& line : lines) line.b = -line.b;
  return lines;
}

Theta mirrored(const Theta& theta) {
  return {.numerator = -theta.numerator, .denominator = theta.denominator};
}

/// How far everybody keeps their side from `now` up.
std::pair<Theta, bool> upwards(const std::vector<Bundle>& lines, std::int64_t seats,
                               const Theta& now, const Theta& to) {
  std::vector<Turn> none;
  Walk walk(lines, seats, 0, none);
  if (now == to || walk.turns(now, Approach::kAfter)) return {now, true};
  const Theta end = walk.next(now, to).value_or(to);
  return {end, !walk.turns(end, Approach::kBefore)};
}

/// Takes the nearer end of two groups'; an end has everybody only where each group has it.
void meet(std::pair<Theta, bool>& found, const std::pair<Theta, bool>& other) {
  if (other.first < found.first) {
    found = other;
  } else if (other.first == found.first) {
    found.second = found.second && other.second;
  }
}

}  // namespace

Sweep sweep(const Lines& lines, const Theta& from, const Theta& to, std::int64_t most) {
  check(lines, from, to);
  Sweep out;
  out.start = Codes::Constant(lines.a.size(), static_cast<Code>(Side::kNone));
  std::vector<Turn> changes;
  const auto groups = grouped(lines);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const std::vector<Code>& rows = groups[group];
    const std::int64_t seats = lines.seats[static_cast<Eigen::Index>(group)];
    const Side all = seats >= std::ssize(rows) ? Side::kWithin : Side::kBeyond;
    for (const Code row : rows) out.start[row] = static_cast<Code>(all);
    if (!is_open(rows, seats)) continue;
    const std::vector<Bundle> open = candidates(lines, rows, seats, from, to);
    Walk walk(open, seats, most, changes);
    const Codes start = walk.at(from);
    for (std::size_t line = 0; line < open.size(); ++line) {
      for (const Code row : open[line].rows) {
        out.start[row] = start[static_cast<Eigen::Index>(line)];
      }
    }
    walk.over(from, to);
  }
  arrange(std::move(changes), out);
  return out;
}

Unchanged unchanged(const Lines& lines, const Theta& from, const Theta& to, const Theta& now) {
  check(lines, from, to);
  if (now.denominator <= 0 || now < from || now > to) {
    throw InputError("now lies outside the range");
  }
  std::pair<Theta, bool> up{to, true};
  std::pair<Theta, bool> down{mirrored(from), true};
  const auto groups = grouped(lines);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    const std::int64_t seats = lines.seats[static_cast<Eigen::Index>(group)];
    if (!is_open(groups[group], seats)) continue;
    const std::vector<Bundle> open = candidates(lines, groups[group], seats, from, to);
    meet(up, upwards(open, seats, now, to));
    meet(down, upwards(mirrored(open), seats, mirrored(now), mirrored(from)));
  }
  return {.from = lowest_terms(mirrored(down.first)),
          .to = lowest_terms(up.first),
          .has_from = down.second,
          .has_to = up.second};
}

}  // namespace lantoa
