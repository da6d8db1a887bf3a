#include <algorithm>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "sweep_lines.hpp"

namespace lantoa {
namespace {

/// Another line meets the one that is followed.
struct Crossing {
  Theta theta;
  bool rises;     // it stands before from here on, and behind until here
  int chain = 0;  // whether the chain puts it before, 1, or behind, -1, where they meet
};

int by_chain(const Points& chain, Eigen::Index one, Eigen::Index other) {
  for (Eigen::Index at = 0; at < chain.cols(); ++at) {
    if (chain(one, at) != chain(other, at)) return chain(one, at) > chain(other, at) ? 1 : -1;
  }
  return 0;
}

/// How others stand to the one that is followed.
struct Others {
  Code before = 0;  // on the stretch
  Code equal = 0;   // all along
  std::vector<Crossing> crossings;
};

/// Everybody's part, before the first point of the range.
Others others_of(const Lines& lines, const Theta& from, const Theta& to, Eigen::Index row) {
  Others found;
  for (Eigen::Index other = 0; other < lines.a.size(); ++other) {
    if (other == row || lines.group[other] != lines.group[row]) continue;
    const std::int64_t ahead = lines.a[other] - lines.a[row];
    const std::int64_t faster = lines.b[other] - lines.b[row];
    const int chain = by_chain(lines.chain, other, row);
    if (faster == 0) {
      found.before += ahead > 0 || (ahead == 0 && chain > 0) ? 1 : 0;
      found.equal += ahead == 0 && chain == 0 ? 1 : 0;
      continue;
    }
    const Theta theta = faster > 0 ? Theta{.numerator = -ahead, .denominator = faster}
                                   : Theta{.numerator = ahead, .denominator = -faster};
    const bool rises = faster > 0;
    found.before += (theta < from) == rises ? 1 : 0;
    if (theta >= from && theta <= to) {
      found.crossings.push_back({.theta = theta, .rises = rises, .chain = chain});
    }
  }
  std::ranges::sort(found.crossings, {}, &Crossing::theta);
  return found;
}

/// One point of the course.
struct Point {
  Theta theta;
  Code place;
  Code tied;
  Code place_after;
};

Course told(const std::vector<Point>& points, Code equal) {
  const auto n = static_cast<Eigen::Index>(points.size());
  Course out{Integers(n), Integers(n), Codes(n), Codes(n), Codes(n), Codes(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const Point& point = points[static_cast<std::size_t>(i)];
    const Theta theta = lowest_terms(point.theta);
    out.numerator[i] = theta.numerator;
    out.denominator[i] = theta.denominator;
    out.place[i] = point.place;
    out.tied[i] = point.tied;
    out.place_after[i] = point.place_after;
    out.tied_after[i] = 1 + equal;
  }
  out.place_after[n - 1] = out.place[n - 1];
  out.tied_after[n - 1] = out.tied[n - 1];
  return out;
}

}  // namespace

Course course(const Lines& lines, const Theta& from, const Theta& to, std::int64_t row) {
  check(lines, from, to);
  if (row < 0 || row >= lines.group.size() || lines.group[row] < 0) {
    throw InputError("row " + std::to_string(row) + " is none that is ranked");
  }
  Others found = others_of(lines, from, to, row);
  std::vector<Point> points;
  const auto& crossings = found.crossings;
  std::size_t first = 0;
  for (Theta theta = from;;) {
    Point point{.theta = theta,
                .place = found.before + 1,
                .tied = found.equal + 1,
                .place_after = found.before + 1};
    for (; first < crossings.size() && crossings[first].theta == theta; ++first) {
      const Crossing& one = crossings[first];
      point.place += (one.chain > 0 ? 1 : 0) - (one.rises ? 0 : 1);
      point.tied += one.chain == 0 ? 1 : 0;
      point.place_after += one.rises ? 1 : -1;
    }
    found.before = point.place_after - 1;
    points.push_back(point);
    if (theta == to) break;
    theta = first < crossings.size() ? crossings[first].theta : to;
  }
  return told(points, found.equal);
}

}  // namespace lantoa
