#include "keys.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <utility>

namespace lantoa {
namespace {

constexpr int kBits = 64;
constexpr int kDigit = 11;
constexpr int kDigits = 3;  // of a key, to sort by: a thousand million values
constexpr std::size_t kValues = std::size_t{1} << kDigit;

/// Numbers from 0, of which the greatest needs so many bits.
struct Digits {
  std::vector<Key> of;  ///< the low ends of all rows, then, where they differ, the high ends
  int bits = 0;
};

int bits_of(std::span<const Key> digits) {
  return static_cast<int>(std::bit_width(digits.empty() ? 0 : std::ranges::max(digits)));
}

/// The same order in the smallest numbers that tell the values apart.
void close_up(Digits& digits) {
  std::vector<Key> sorted = digits.of;
  std::ranges::sort(sorted);
  const auto rest = std::ranges::unique(sorted);
  sorted.erase(rest.begin(), rest.end());
  for (Key& digit : digits.of) {
    digit = static_cast<Key>(std::ranges::lower_bound(sorted, digit) - sorted.begin());
  }
  digits.bits = bits_of(digits.of);
}

/// What is ranked by: one end, or both.
using Ends = std::vector<const Points*>;

/// A column of points, the greatest value first.
Digits column(const Ends& ends, const std::vector<Code>& rows, Eigen::Index at) {
  Digits found;
  found.of.reserve(ends.size() * rows.size());
  for (const Points* table : ends) {
    for (const Code row : rows) found.of.push_back(static_cast<Key>((*table)(row, at)));
  }
  if (rows.empty()) return found;
  const auto as_signed = [](Key value) { return static_cast<std::int64_t>(value); };
  // The difference of two signed numbers always fits where both are taken as unsigned.
  const Key most = std::ranges::max(found.of, {}, as_signed);
  for (Key& digit : found.of) digit = most - digit;
  found.bits = bits_of(found.of);
  return found;
}

/// Puts the second behind the first, in one number; both are closed up where they do not fit.
void append(Digits& key, Digits&& next) {
  if (key.bits + next.bits > kBits) close_up(next);
  if (key.bits + next.bits > kBits) close_up(key);
  if (next.bits == 0) return;
  for (std::size_t i = 0; i < key.of.size(); ++i) {
    key.of[i] = (key.bits == 0 ? 0 : key.of[i] << next.bits) | next.of[i];
  }
  key.bits += next.bits;
}

/// Moves all to where their keys stand by the digit that begins at a bit.
void sort_by_digit(std::vector<Keyed>& keyed, std::vector<Keyed>& other, int shift) {
  const auto digit = [shift](Key key) { return (key >> shift) & (kValues - 1); };
  std::array<std::size_t, kValues + 1> start{};
  for (const Keyed& one : keyed) ++start[digit(one.key) + 1];
  for (std::size_t i = 1; i <= kValues; ++i) start[i] += start[i - 1];
  for (const Keyed& one : keyed) other[start[digit(one.key)]++] = one;
  keyed.swap(other);
}

/// Sorts those side by side whose keys are equal from a bit on.
void sort_runs(std::vector<Keyed>& keyed, int shift) {
  for (auto first = keyed.begin(), last = first; first != keyed.end(); first = last) {
    last = std::find_if(std::next(first), keyed.end(),
                        [&](const Keyed& one) { return one.key >> shift != first->key >> shift; });
    const std::ranges::subrange run(first, last);
    if (!std::ranges::is_sorted(run, {}, &Keyed::key)) std::ranges::sort(run, {}, &Keyed::key);
  }
}

/// The rows that are ranked, or would be if it were known where.
std::vector<Code> ranked(const Contest& contest) {
  std::vector<Code> rows;
  for (Code row = 0; row < contest.group.size(); ++row) {
    const bool out = contest.entry[row] == static_cast<Code>(Entry::kOut);
    if (contest.group[row] != kBlank && !out) rows.push_back(row);
  }
  return rows;
}

/// What decides within a group.
Digits points_of(const Ends& ends, const std::vector<Code>& rows) {
  Digits points;
  points.of.assign(ends.size() * rows.size(), 0);
  for (Eigen::Index at = 0; at < ends.front()->cols(); ++at) {
    append(points, column(ends, rows, at));
  }
  return points;
}

/// The group of every row; of one whose group nobody knows 0.
Digits groups_of(const Contest& contest, const std::vector<Code>& rows, std::size_t ends) {
  Digits group;
  group.of.reserve(ends * rows.size());
  for (std::size_t end = 0; end < ends; ++end) {
    for (const Code row : rows) {
      group.of.push_back(static_cast<Key>(std::max(contest.group[row], Code{0})));
    }
  }
  group.bits = bits_of(group.of);
  return group;
}

/// The keys of some rows, end after end, and how many of their bits are not the group.
std::pair<Digits, int> digits_of(const Contest& contest, const Ends& ends,
                                 const std::vector<Code>& rows) {
  Digits points = points_of(ends, rows);
  Digits key = groups_of(contest, rows, ends.size());
  if (key.bits + points.bits > kBits) close_up(points);
  const int shift = points.bits;
  append(key, std::move(points));
  return {std::move(key), shift};
}

}  // namespace

void sort_keyed(std::vector<Keyed>& keyed, int bits) {
  if (keyed.size() < kValues) {
    std::ranges::sort(keyed, {}, &Keyed::key);
    return;
  }
  // By the highest few digits, which part nearly all: the runs that they leave are short.
  std::vector<Keyed> other(keyed.size());
  const int lowest = std::max(0, bits - kDigits * kDigit);
  for (int shift = lowest; shift < bits; shift += kDigit) sort_by_digit(keyed, other, shift);
  if (lowest > 0) sort_runs(keyed, lowest);
}

Keys keys_of(const Contest& contest) {
  const std::vector<Code> rows = ranked(contest);
  Keys found;
  found.is_settled = contest.low == contest.high;
  Ends ends{&contest.low};
  if (!found.is_settled) ends.push_back(&contest.high);
  const auto [key, shift] = digits_of(contest, ends, rows);
  found.shift = shift;

  const std::size_t second = (ends.size() - 1) * rows.size();
  found.low.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (contest.group[rows[i]] == kUnreadable) {
      found.anywhere.push_back(key.of[second + i]);
      continue;
    }
    found.low.push_back({.key = key.of[i], .row = rows[i]});
    if (second > 0) found.high.push_back({.key = key.of[second + i], .row = rows[i]});
  }
  sort_keyed(found.low, key.bits);
  sort_keyed(found.high, key.bits);
  if (second == 0) found.high = found.low;
  std::ranges::sort(found.anywhere);
  return found;
}

std::vector<Keyed> unsorted_keys_of(const Contest& contest) {
  std::vector<Code> rows = ranked(contest);
  std::erase_if(rows, [&](Code row) { return contest.group[row] == kUnreadable; });
  const auto [key, shift] = digits_of(contest, {&contest.low}, rows);
  std::vector<Keyed> found;
  found.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) found.push_back({key.of[i], rows[i]});
  return found;
}

std::vector<std::size_t> starts_of(const Contest& contest, const std::vector<Keyed>& rows) {
  std::vector<std::size_t> start = {0};
  for (const Keyed& one : rows) {
    const auto group = Table::index(contest.group[one.row]);
    if (start.size() < group + 2) start.resize(group + 2, 0);
    ++start[group + 1];
  }
  for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
  return start;
}

}  // namespace lantoa
