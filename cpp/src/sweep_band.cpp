#include "sweep_band.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <functional>
#include <tuple>
#include <utility>

namespace lantoa {
namespace {

/// One row with its points at both ends of the range, each times the end's denominator.
struct Ends {
  Wide from;
  Wide to;
  Code row;
};

/// Leaves out who is beaten at both ends by each of the `seats` that lead a mean of the ends.
void prune(std::vector<Ends>& open, std::int64_t seats, int weight_from, int weight_to) {
  if (std::ssize(open) <= seats) return;
  // Halved twice or more before they are added, so that the mean fits; who leads is no matter,
  // any `seats` rows bound the others.
  const auto mean = [&](const Ends& one) {
    return (one.from >> 4U) * weight_from + (one.to >> 4U) * weight_to;
  };
  std::vector<std::pair<Wide, Code>> leading;
  leading.reserve(open.size());
  for (std::size_t i = 0; i < open.size(); ++i) {
    leading.emplace_back(mean(open[i]), static_cast<Code>(i));
  }
  const auto last = leading.begin() + seats;
  std::ranges::nth_element(leading, last, std::greater<>{});
  const Code one = leading.front().second;
  Wide from = open[static_cast<std::size_t>(one)].from;
  Wide to = open[static_cast<std::size_t>(one)].to;
  for (auto at = leading.begin(); at != last; ++at) {
    const Ends& ends = open[static_cast<std::size_t>(at->second)];
    from = std::min(from, ends.from);
    to = std::min(to, ends.to);
  }
  std::erase_if(open, [&](const Ends& ends) { return ends.from < from && ends.to < to; });
}

/// The step of each row on the chain, the least first.
std::vector<Code> steps_of(const Points& chain, const std::vector<Code>& rows) {
  std::vector<Code> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<Code>(i);
  const auto compare = [&](Code one, Code other) {
    for (Eigen::Index at = 0; at < chain.cols(); ++at) {
      const auto ordered = chain(rows[static_cast<std::size_t>(one)], at) <=>
                           chain(rows[static_cast<std::size_t>(other)], at);
      if (ordered != std::strong_ordering::equal) return ordered;
    }
    return std::strong_ordering::equal;
  };
  std::ranges::sort(order, [&](Code one, Code other) { return compare(one, other) < 0; });
  std::vector<Code> steps(rows.size());
  Code step = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && compare(order[i - 1], order[i]) != 0) ++step;
    steps[static_cast<std::size_t>(order[i])] = step;
  }
  return steps;
}

/// Equal lines with equal chains as one.
std::vector<Bundle> joined(const Lines& lines, std::vector<Code> rows) {
  std::ranges::sort(rows);
  const std::vector<Code> steps = steps_of(lines.chain, rows);
  std::vector<Bundle> each;
  each.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    each.push_back({.a = lines.a[rows[i]],
                    .b = lines.b[rows[i]],
                    .chain = steps[i],
                    .many = 1,
                    .rows = {rows[i]}});
  }
  const auto key = [](const Bundle& line) { return std::tuple(line.a, line.b, line.chain); };
  std::ranges::sort(each, {}, [&](const Bundle& line) {
    return std::tuple_cat(key(line), std::tuple(line.rows.front()));
  });
  std::vector<Bundle> found;
  for (Bundle& line : each) {
    if (found.empty() || key(found.back()) != key(line)) {
      found.push_back(std::move(line));
      continue;
    }
    ++found.back().many;
    found.back().rows.push_back(line.rows.front());
  }
  return found;
}

/// Sums over the first so many of a list that grows at any place.
class Prefixes {
 public:
  explicit Prefixes(std::size_t n) : sums_(n + 1, 0) {}

  void add(std::size_t at, std::int64_t many) {
    for (++at; at < sums_.size(); at += at & (~at + 1)) sums_[at] += many;
  }
  [[nodiscard]] std::int64_t below(std::size_t at) const {
    std::int64_t sum = 0;
    for (; at > 0; at &= at - 1) sum += sums_[at];
    return sum;
  }

 private:
  std::vector<std::int64_t> sums_;
};

}  // namespace

std::vector<Bundle> candidates(const Lines& lines, std::vector<Code> rows, std::int64_t seats,
                               const Theta& from, const Theta& to) {
  if (seats > 0 && std::ssize(rows) > seats) {
    std::vector<Ends> open;
    open.reserve(rows.size());
    for (const Code row : rows) {
      const Wide a = lines.a[row];
      const Wide b = lines.b[row];
      open.push_back({.from = a * from.denominator + b * from.numerator,
                      .to = a * to.denominator + b * to.numerator,
                      .row = row});
    }
    constexpr std::array<std::pair<int, int>, 5> kWeights{{{4, 4}, {6, 2}, {2, 6}, {7, 1}, {1, 7}}};
    for (const auto& [weight_from, weight_to] : kWeights) {
      prune(open, seats, weight_from, weight_to);
    }
    rows.clear();
    for (const Ends& ends : open) rows.push_back(ends.row);
  }
  return joined(lines, std::move(rows));
}

Band narrowed(std::span<const Bundle> lines, const Band& band, const Theta& from, const Theta& to,
              std::vector<LinePosition>& room) {
  const auto many = [&](const Ranked& one) {
    return std::int64_t{lines[static_cast<std::size_t>(one.line)].many};
  };
  const auto first = in_order(lines, band.which, from, Approach::kAfter);
  const auto last = in_order(lines, band.which, to, Approach::kBefore);
  std::int64_t before = 0;
  for (std::size_t i = 0; i < last.size(); ++i) {
    room[static_cast<std::size_t>(last[i].line)] = {.position = static_cast<Code>(i),
                                                    .before = before};
    before += many(last[i]);
  }

  Band found{.which = {}, .seats = band.seats};
  Prefixes both(last.size());
  before = 0;
  for (const Ranked& one : first) {
    const auto [position, before_last] = room[static_cast<std::size_t>(one.line)];
    const std::int64_t always = both.below(static_cast<std::size_t>(position));
    const std::int64_t ever = before + before_last - always;
    both.add(static_cast<std::size_t>(position), many(one));
    before += many(one);
    if (always >= band.seats) continue;
    if (ever + many(one) <= band.seats) {
      found.seats -= many(one);
      continue;
    }
    found.which.push_back(one.line);
  }
  return found;
}

}  // namespace lantoa
