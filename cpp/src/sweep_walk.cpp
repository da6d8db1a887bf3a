#include "sweep_walk.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr std::size_t kFew = 48;  // so many lines are followed rather than narrowed further
constexpr int kDeepest = 24;      // halvings; where many lines meet in a point no more would help

const Bundle& line_at(std::span<const Bundle> lines, Code line) {
  return lines[static_cast<std::size_t>(line)];
}

/// The middle of a range, nothing where its numbers grow too great.
std::optional<Theta> middle(const Theta& from, const Theta& to) {
  const Wide below = Wide{from.denominator} * to.denominator;
  const Wide above = Wide{from.numerator} * to.denominator + Wide{to.numerator} * from.denominator;
  constexpr Wide kMost = kMostTheta / 2;
  if (below > kMost || above > kMost || above < -kMost) return std::nullopt;
  return lowest_terms({.numerator = static_cast<std::int64_t>(above),
                       .denominator = 2 * static_cast<std::int64_t>(below)});
}

/// The lines that meet where the seats end, and how many seats are left for them.
struct Meeting {
  std::vector<Code> which;
  std::int64_t seats = 0;
};

Meeting meeting(std::span<const Bundle> lines, const Band& band, const Theta& theta) {
  const auto order = in_order(lines, band.which, theta, Approach::kAt);
  Meeting found;
  std::int64_t before = 0;
  for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
    std::int64_t until = before;
    while (last < order.size() && order[last].key.points == order[first].key.points) {
      until += line_at(lines, order[last++].line).many;
    }
    if (until >= band.seats) {
      found.seats = band.seats - before;
      for (std::size_t i = first; i < last; ++i) found.which.push_back(order[i].line);
      return found;
    }
    before = until;
  }
  return found;
}

/// Where two lines meet that change their order there.
Theta root(const Bundle& upper, const Bundle& lower) {
  const Theta theta{.numerator = upper.a - lower.a, .denominator = lower.b - upper.b};
  return lowest_terms(theta);
}

/// A line and its points.
struct Edge {
  const Bundle* line = nullptr;
  Wide points = 0;
};

/// The lines next to where the seats end.
struct Edges {
  Edge within;  // the least of those within
  Edge tied;    // the one line of those tied, where there is one: a stretch has no two
  Edge beyond;  // the most of those beyond
};

Edges edges(std::span<const Bundle> lines, const Band& band, const Codes& sides,
            const Theta& theta) {
  Edges found;
  for (const Code which : band.which) {
    const Bundle& line = line_at(lines, which);
    const Wide points = line.at(theta);
    const auto side = static_cast<Side>(sides[which]);
    Edge& edge = side == Side::kTied     ? found.tied
                 : side == Side::kWithin ? found.within
                                         : found.beyond;
    const bool is_nearer = side == Side::kWithin ? points < edge.points : points > edge.points;
    if (edge.line == nullptr || is_nearer) edge = {&line, points};
  }
  return found;
}

/// Where a line from below meets or has passed one from above.
struct Touch {
  bool touches = false;
  std::optional<Theta> earlier;  // where it passed

  void ask(const Edge& upper, const Edge& lower) {
    if (upper.line == nullptr || lower.line == nullptr || lower.points < upper.points) return;
    touches = true;
    if (lower.points == upper.points) return;
    const Theta met = root(*upper.line, *lower.line);
    if (!earlier || met < *earlier) earlier = met;
  }
};

}  // namespace

Walk::Walk(std::span<const Bundle> lines, std::int64_t seats, std::int64_t most,
           std::vector<Turn>& out)
    : lines_(lines),
      everybody_{.which = std::vector<Code>(lines.size()), .seats = seats},
      most_(most),
      out_(&out),
      sides_(Codes::Zero(static_cast<Eigen::Index>(lines.size()))),
      room_(lines.size()) {
  std::iota(everybody_.which.begin(), everybody_.which.end(), 0);
}

Codes Walk::at(const Theta& theta) const {
  Codes sides = Codes::Zero(sides_.size());
  draw(lines_, in_order(lines_, everybody_.which, theta, Approach::kAt), everybody_.seats, sides);
  return sides;
}

void Walk::over(const Theta& from, const Theta& to) {
  if (from == to) return;
  end(from, Approach::kAfter);
  inside(everybody_, from, to, 0);
  end(to, Approach::kBefore);
}

std::optional<Theta> Walk::next(const Theta& from, const Theta& to) {
  begin_after(everybody_, from);
  return touch(everybody_, to);
}

bool Walk::turns(const Theta& theta, Approach beside) const {
  const Meeting met = meeting(lines_, everybody_, theta);
  Codes at = Codes::Zero(sides_.size());
  Codes there = at;
  draw(lines_, in_order(lines_, met.which, theta, Approach::kAt), met.seats, at);
  draw(lines_, in_order(lines_, met.which, theta, beside), met.seats, there);
  return at != there;
}

/// Follows the line on an open range, in halves until few are open in each.
void Walk::inside(const Band& open, const Theta& from, const Theta& to, int depth) {
  const Band band = narrowed(lines_, open, from, to, room_);
  if (band.which.empty()) return;
  const auto half = middle(from, to);
  if (band.which.size() <= kFew || depth == kDeepest || !half) {
    follow(band, from, to);
    return;
  }
  inside(band, from, *half, depth + 1);
  cross(band, *half);
  inside(band, *half, to, depth + 1);
}

void Walk::follow(const Band& band, const Theta& from, const Theta& to) {
  begin_after(band, from);
  while (const auto theta = touch(band, to)) cross(band, *theta);
}

void Walk::begin_after(const Band& band, const Theta& from) {
  draw(lines_, in_order(lines_, band.which, from, Approach::kAfter), band.seats, sides_);
}

/// The first value at which a line from below meets the line of the seats.
///
/// The most points of those beyond less the least of those within is convex in theta and not
/// above 0 at first: secants from the upper end stop exactly where it leaves 0.
std::optional<Theta> Walk::touch(const Band& band, const Theta& to) const {
  Theta theta = to;
  for (bool is_end = true;; is_end = false) {
    const Edges near = edges(lines_, band, sides_, theta);
    Touch found;
    if (near.tied.line == nullptr) found.ask(near.within, near.beyond);
    found.ask(near.within, near.tied);
    found.ask(near.tied, near.beyond);
    if (!found.earlier) return found.touches && !is_end ? std::optional(theta) : std::nullopt;
    theta = *found.earlier;
  }
}

/// Tells who changes sides at a value inside the range.
void Walk::cross(const Band& band, const Theta& theta) {
  const Meeting met = meeting(lines_, band, theta);
  if (met.which.size() < 2) return;
  constexpr std::array kOrders{Approach::kBefore, Approach::kAt, Approach::kAfter};
  std::array<std::vector<Code>, kOrders.size()> sides;
  for (std::size_t i = 0; i < kOrders.size(); ++i) {
    draw(lines_, in_order(lines_, met.which, theta, kOrders[i]), met.seats, sides_);
    for (const Code line : met.which) sides[i].push_back(sides_[line]);
  }
  for (std::size_t i = 0; i < met.which.size(); ++i) {
    tell(theta, line_at(lines_, met.which[i]), sides[0][i], sides[1][i], sides[2][i]);
  }
}

/// Tells who has another side at an end than inside; outside is as the end.
void Walk::end(const Theta& theta, Approach inwards) {
  const Meeting met = meeting(lines_, everybody_, theta);
  draw(lines_, in_order(lines_, met.which, theta, Approach::kAt), met.seats, sides_);
  std::vector<Code> at;
  at.reserve(met.which.size());
  for (const Code line : met.which) at.push_back(sides_[line]);
  draw(lines_, in_order(lines_, met.which, theta, inwards), met.seats, sides_);
  for (std::size_t i = 0; i < met.which.size(); ++i) {
    const Code there = sides_[met.which[i]];
    const bool is_first = inwards == Approach::kAfter;
    tell(theta, line_at(lines_, met.which[i]), is_first ? at[i] : there, at[i],
         is_first ? there : at[i]);
  }
}

void Walk::tell(const Theta& theta, const Bundle& line, Code before, Code at, Code after) {
  if (before == at && at == after) return;
  if (std::ssize(*out_) + std::ssize(line.rows) > most_) {
    throw InputError("more than " + std::to_string(most_) + " changes of side in this range");
  }
  for (const Code row : line.rows) {
    out_->push_back({.theta = theta, .row = row, .before = before, .at = at, .after = after});
  }
}

}  // namespace lantoa
