#include "sweep_lines.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

void check_sizes(const Lines& lines) {
  const Eigen::Index n = lines.a.size();
  if (lines.b.size() != n || lines.chain.rows() != n || lines.group.size() != n) {
    throw InputError("b, chain and group must have a row for each of " + std::to_string(n) +
                     " subjects like a");
  }
  const Code groups = n == 0 ? 0 : std::max(lines.group.maxCoeff() + 1, 0);
  if (lines.seats.size() < groups) {
    throw InputError("seats must have a number for each of " + std::to_string(groups) + " groups");
  }
  if (lines.seats.size() > 0 && lines.seats.minCoeff() < 0) {
    throw InputError("seats must be 0 or more, not " + std::to_string(lines.seats.minCoeff()));
  }
}

void check_points(const Integers& points, const char* name) {
  for (Eigen::Index row = 0; row < points.size(); ++row) {
    if (points[row] > kMostPoints || points[row] < -kMostPoints) {
      throw InputError(std::string(name) + " of row " + std::to_string(row) + " is " +
                       std::to_string(points[row]) + ", more than can be compared exactly (" +
                       std::to_string(kMostPoints) + ")");
    }
  }
}

void check_theta(const Theta& theta, const char* name) {
  const bool fits = theta.denominator > 0 && theta.denominator <= kMostTheta &&
                    theta.numerator <= kMostTheta && theta.numerator >= -kMostTheta;
  if (!fits) {
    throw InputError(std::string(name) +
                     ": a denominator above 0 is expected and neither number beyond " +
                     std::to_string(kMostTheta) + ", not " + std::to_string(theta.numerator) +
                     " / " + std::to_string(theta.denominator));
  }
}

Side side_of(std::int64_t before, std::int64_t until, std::int64_t seats) {
  if (until <= seats) return Side::kWithin;
  return before < seats ? Side::kTied : Side::kBeyond;
}

}  // namespace

void check(const Lines& lines, const Theta& from, const Theta& to) {
  check_sizes(lines);
  check_points(lines.a, "a");
  check_points(lines.b, "b");
  check_theta(from, "from");
  check_theta(to, "to");
  if (to < from) throw InputError("to lies before from");
}

std::strong_ordering operator<=>(const Theta& one, const Theta& other) {
  const Wide left = Wide{one.numerator} * other.denominator;
  const Wide right = Wide{other.numerator} * one.denominator;
  if (left == right) return std::strong_ordering::equal;
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

Theta lowest_terms(const Theta& theta) {
  const std::int64_t common = std::gcd(theta.numerator, theta.denominator);
  return {.numerator = theta.numerator / common, .denominator = theta.denominator / common};
}

LineKey key_of(const Bundle& line, const Theta& theta, Approach beside) {
  LineKey key{.points = line.at(theta), .slope = 0, .chain = line.chain};
  if (beside == Approach::kBefore) key.slope = -line.b;
  if (beside == Approach::kAfter) key.slope = line.b;
  return key;
}

std::vector<Ranked> in_order(std::span<const Bundle> lines, std::span<const Code> which,
                             const Theta& theta, Approach beside) {
  std::vector<Ranked> order;
  order.reserve(which.size());
  for (const Code line : which) {
    order.push_back(
        {.key = key_of(lines[static_cast<std::size_t>(line)], theta, beside), .line = line});
  }
  std::ranges::sort(order,
                    [](const Ranked& one, const Ranked& other) { return one.key > other.key; });
  return order;
}

void draw(std::span<const Bundle> lines, const std::vector<Ranked>& order, std::int64_t seats,
          Codes& sides) {
  std::int64_t before = 0;
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    std::int64_t until = before;
    while (last < order.size() && order[last].key == order[first].key) {
      until += lines[static_cast<std::size_t>(order[last++].line)].many;
    }
    const auto side = static_cast<Code>(side_of(before, until, seats));
    for (std::size_t i = first; i < last; ++i) sides[order[i].line] = side;
    before = until;
  }
}

}  // namespace lantoa
