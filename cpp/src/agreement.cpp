#include "lantoa/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "averages.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

struct Row {
  std::int64_t first;
  std::int64_t second;
  auto operator<=>(const Row&) const = default;
};
using Rows = std::vector<Row>;

constexpr std::int64_t pairs(std::int64_t n) { return n * (n - 1) / 2; }

/// Pairs of rows that are equal, of rows where equals lie side by side.
template <typename Equal>
std::int64_t tied(const Rows& rows, Equal&& equal) {
  std::int64_t found = 0;
  for (std::size_t first = 0, last = 0; first < rows.size(); first = last) {
    while (last < rows.size() && equal(rows[first], rows[last])) ++last;
    found += pairs(static_cast<std::int64_t>(last - first));
  }
  return found;
}

/// Merges two sorted runs; returns the pairs that stood the other way round.
std::int64_t merge(const Rows& rows, std::size_t start, std::size_t middle, std::size_t end,
                   Rows& out) {
  std::int64_t found = 0;
  std::size_t left = start;
  std::size_t right = middle;
  for (std::size_t at = start; at < end; ++at) {
    const bool take_left =
        right == end || (left < middle && rows[left].second <= rows[right].second);
    found += take_left ? 0 : static_cast<std::int64_t>(middle - left);
    out[at] = rows[take_left ? left++ : right++];
  }
  return found;
}

/// Sorts by the second number; returns the pairs that stood the other way round.
std::int64_t sort_by_second(Rows& rows) {
  Rows sorted(rows.size());
  std::int64_t found = 0;
  for (std::size_t width = 1; width < rows.size(); width *= 2) {
    for (std::size_t start = 0; start < rows.size(); start += 2 * width) {
      const std::size_t middle = std::min(start + width, rows.size());
      found += merge(rows, start, middle, std::min(middle + width, rows.size()), sorted);
    }
    std::swap(rows, sorted);
  }
  return found;
}

Rows rows_of(const Order& first, const Order& second) {
  if (first.size() != second.size()) {
    throw InputError("two orders must be of the same subjects, found " +
                     std::to_string(first.size()) + " and " + std::to_string(second.size()));
  }
  if (first.size() > std::numeric_limits<std::int32_t>::max()) {
    throw InputError("at most 2^31 - 1 subjects, found " + std::to_string(first.size()));
  }
  Rows rows;
  rows.reserve(static_cast<std::size_t>(first.size()));
  for (Eigen::Index at = 0; at < first.size(); ++at) rows.push_back({first[at], second[at]});
  return rows;
}

/// Everything but Spearman's correlation.
Agreement counted(const Order& first, const Order& second) {
  Rows rows = rows_of(first, second);
  const std::int64_t all = pairs(first.size());
  std::ranges::sort(rows);
  Agreement out;
  out.tied_first = tied(rows, [](const Row& a, const Row& b) { return a.first == b.first; });
  out.tied_both = tied(rows, [](const Row& a, const Row& b) { return a == b; });
  out.discordant = sort_by_second(rows);
  out.tied_second = tied(rows, [](const Row& a, const Row& b) { return a.second == b.second; });
  out.concordant = all - out.tied_first - out.tied_second + out.tied_both - out.discordant;
  if (all == out.tied_first || all == out.tied_second) return out;
  const auto parted_first = static_cast<double>(all - out.tied_first);
  const auto parted_second = static_cast<double>(all - out.tied_second);
  out.tau = static_cast<double>(out.concordant - out.discordant) /
            std::sqrt(parted_first * parted_second);
  return out;
}

std::vector<std::int64_t> ranks_of(const Order& order) {
  const auto size = static_cast<std::size_t>(order.size());
  return twice_average_ranks(std::span<const std::int64_t>(order.data(), size));
}

}  // namespace

Agreement agreement(const Order& first, const Order& second) {
  Agreement out = counted(first, second);
  if (out.tau) out.spearman = rank_correlation(ranks_of(first), ranks_of(second));
  return out;
}

std::optional<double> kendall_tau(const Order& first, const Order& second) {
  return counted(first, second).tau;
}

Codes places_among(const Order& mine, const Order& field) {
  if (mine.size() != field.size()) {
    throw InputError("mine and field must be of the same subjects, found " +
                     std::to_string(mine.size()) + " and " + std::to_string(field.size()));
  }
  std::vector<std::int64_t> sorted(field.begin(), field.end());
  std::ranges::sort(sorted);
  Codes out(mine.size());
  for (Eigen::Index row = 0; row < mine.size(); ++row) {
    const auto above = sorted.end() - std::ranges::upper_bound(sorted, mine[row]);
    const bool itself = field[row] > mine[row];  // as it was, it is no rival of its own
    out[row] = static_cast<Code>(1 + above - (itself ? 1 : 0));
  }
  return out;
}

}  // namespace lantoa
