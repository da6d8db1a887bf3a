#include "lantoa/sweep.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "lantoa/error.hpp"

namespace {

using namespace lantoa;  // NOLINT: the module under test

using Row = std::vector<std::int64_t>;  // a, b, then the chain

/// Everybody in one group with some seats.
Lines lines(const std::vector<Row>& rows, Code seats) {
  const auto n = static_cast<Eigen::Index>(rows.size());
  const auto width = rows.empty() ? 0 : static_cast<Eigen::Index>(rows.front().size()) - 2;
  Lines out{Integers(n), Integers(n), Points(n, width), Codes::Zero(n), Codes::Constant(1, seats)};
  for (Eigen::Index row = 0; row < n; ++row) {
    const Row& told = rows[static_cast<std::size_t>(row)];
    out.a[row] = told[0];
    out.b[row] = told[1];
    for (Eigen::Index at = 0; at < width; ++at) {
      out.chain(row, at) = told[static_cast<std::size_t>(at) + 2];
    }
  }
  return out;
}

std::vector<Code> list(const Codes& values) { return {values.begin(), values.end()}; }
std::vector<std::int64_t> list(const Integers& values) { return {values.begin(), values.end()}; }
using List = std::vector<Code>;
using Longs = std::vector<std::int64_t>;

constexpr Code kW = static_cast<Code>(Side::kWithin);
constexpr Code kT = static_cast<Code>(Side::kTied);
constexpr Code kB = static_cast<Code>(Side::kBeyond);
constexpr std::int64_t kMany = 1'000'000;

// 10 - theta and theta cross at 5, where they tie.
TEST(Sweep, TellsWhereTwoLinesCross) {
  const Sweep found = sweep(lines({{10, -1}, {0, 1}}, 1), {0, 1}, {10, 1}, kMany);
  EXPECT_EQ(list(found.start), (List{kW, kB}));
  EXPECT_EQ(list(found.numerator), (Longs{5}));
  EXPECT_EQ(list(found.denominator), (Longs{1}));
  EXPECT_EQ(list(found.first), (Longs{0, 2}));
  EXPECT_EQ(list(found.row), (List{0, 1}));
  EXPECT_EQ(list(found.before), (List{kW, kB}));
  EXPECT_EQ(list(found.at), (List{kT, kT}));
  EXPECT_EQ(list(found.after), (List{kB, kW}));
}

TEST(Sweep, LetsTheChainDecideAtACrossing) {
  const Sweep found = sweep(lines({{1, -1, 0}, {0, 2, 7}}, 1), {0, 1}, {1, 1}, kMany);
  EXPECT_EQ(list(found.numerator), (Longs{1}));
  EXPECT_EQ(list(found.denominator), (Longs{3}));
  EXPECT_EQ(list(found.at), (List{kB, kW}));
}

TEST(Sweep, CountsTheEndsAsPartOfTheRange) {
  const Lines crossing = lines({{0, 1}, {0, 2}}, 1);
  const Sweep at_start = sweep(crossing, {0, 1}, {1, 1}, kMany);
  EXPECT_EQ(list(at_start.start), (List{kT, kT}));
  EXPECT_EQ(list(at_start.numerator), (Longs{0}));
  EXPECT_EQ(list(at_start.before), (List{kT, kT}));
  EXPECT_EQ(list(at_start.after), (List{kB, kW}));
  const Sweep at_end = sweep(crossing, {-1, 1}, {0, 1}, kMany);
  EXPECT_EQ(list(at_end.before), (List{kW, kB}));
  EXPECT_EQ(list(at_end.at), (List{kT, kT}));
  EXPECT_EQ(list(at_end.after), (List{kT, kT}));
}

TEST(Sweep, TiesEqualLinesThroughout) {
  const Sweep found = sweep(lines({{3, 1}, {3, 1}, {0, 1}, {3, 1}}, 2), {0, 1}, {9, 1}, kMany);
  EXPECT_EQ(list(found.start), (List{kT, kT, kB, kT}));
  EXPECT_EQ(found.row.size(), 0);
  EXPECT_EQ(list(found.first), (Longs{0}));
}

TEST(Sweep, LetsInEverybodyOrNobodyWhereTheSeatsSay) {
  const std::vector<Row> rows{{10, -1}, {0, 1}};
  EXPECT_EQ(list(sweep(lines(rows, 0), {0, 1}, {10, 1}, kMany).start), (List{kB, kB}));
  EXPECT_EQ(list(sweep(lines(rows, 2), {0, 1}, {10, 1}, kMany).start), (List{kW, kW}));
  EXPECT_EQ(sweep(lines(rows, 9), {0, 1}, {10, 1}, kMany).row.size(), 0);
  EXPECT_EQ(sweep(lines({}, 1), {0, 1}, {10, 1}, kMany).start.size(), 0);
}

TEST(Sweep, KeepsGroupsApartAndTheirBreakpointsInOrder) {
  Lines asked = lines({{10, -1}, {0, 1}, {4, -1}, {0, 1}, {99, 0}}, 1);
  asked.group << 0, 0, 1, 1, kBlank;
  asked.seats = Codes::Constant(2, 1);
  const Sweep found = sweep(asked, {0, 1}, {10, 1}, kMany);
  EXPECT_EQ(list(found.start), (List{kW, kB, kW, kB, static_cast<Code>(Side::kNone)}));
  EXPECT_EQ(list(found.numerator), (Longs{2, 5}));
  EXPECT_EQ(list(found.row), (List{2, 3, 0, 1}));
}

TEST(Sweep, ComparesWhatSixtyFourBitsWouldNotHold) {
  const std::int64_t most = std::int64_t{1} << 60;
  const Sweep found = sweep(lines({{most, -most}, {-most, most - 1}}, 1), {0, 1}, {most, 1}, kMany);
  EXPECT_EQ(list(found.numerator), (Longs{2 * most}));
  EXPECT_EQ(list(found.denominator), (Longs{2 * most - 1}));
}

TEST(Sweep, RefusesWhatItCannotCompareOrTell) {
  const std::int64_t much = (std::int64_t{1} << 60) + 1;
  EXPECT_THROW((void)sweep(lines({{much, 0}}, 1), {0, 1}, {1, 1}, kMany), InputError);
  EXPECT_THROW((void)sweep(lines({{0, -much}}, 1), {0, 1}, {1, 1}, kMany), InputError);
  EXPECT_THROW((void)sweep(lines({{0, 0}}, 1), {0, 0}, {1, 1}, kMany), InputError);
  EXPECT_THROW((void)sweep(lines({{0, 0}}, 1), {2, 1}, {1, 1}, kMany), InputError);
  EXPECT_THROW((void)sweep(lines({{0, 0}}, -1), {0, 1}, {1, 1}, kMany), InputError);
  EXPECT_THROW((void)sweep(lines({{10, -1}, {0, 1}}, 1), {0, 1}, {10, 1}, 1), InputError);
  Lines odd = lines({{0, 0}, {1, 1}}, 1);
  odd.group[1] = 1;
  EXPECT_THROW((void)sweep(odd, {0, 1}, {1, 1}, kMany), InputError);
  odd.group = Codes::Zero(3);
  EXPECT_THROW((void)sweep(odd, {0, 1}, {1, 1}, kMany), InputError);
}

// ---- many lines: asked at every breakpoint and between them, against sorting everybody there

/// A random office of lines, many of them equal, parallel or through one point.
Lines random_lines(std::mt19937_64& draw, int n, int width) {
  std::vector<Row> rows;
  const auto below = [&](int most) {
    return static_cast<std::int64_t>(draw() % static_cast<unsigned>(most)) - most / 2;
  };
  for (int i = 0; i < n; ++i) {
    const std::int64_t b = below(width);
    const std::int64_t a = i % 3 == 0 ? -3 * b : below(5 * width);  // a third meets at 3
    rows.push_back({a, b, below(3)});
  }
  return lines(rows, static_cast<Code>(draw() % static_cast<unsigned>(n + 1)));
}

/// Everybody's side at a value, by sorting; the slope times `beside` parts those that meet there.
std::vector<Code> sides(const Lines& asked, std::int64_t above, std::int64_t below, int beside) {
  const auto key = [&](Eigen::Index row) {
    const std::int64_t points = asked.a[row] * below + asked.b[row] * above;
    return std::tuple(points, beside * asked.b[row], asked.chain(row, 0));
  };
  std::vector<Code> out;
  for (Eigen::Index row = 0; row < asked.a.size(); ++row) {
    Code before = 0;
    Code until = 0;
    for (Eigen::Index other = 0; other < asked.a.size(); ++other) {
      before += key(other) > key(row) ? 1 : 0;
      until += key(other) >= key(row) ? 1 : 0;
    }
    out.push_back(until <= asked.seats[0] ? kW : before < asked.seats[0] ? kT : kB);
  }
  return out;
}

void expect_as_sorted(const Lines& asked, std::int64_t to) {
  const Sweep found = sweep(asked, {0, 1}, {to, 1}, kMany);
  std::vector<Code> now = list(found.start);
  ASSERT_EQ(now, sides(asked, 0, 1, 0));
  std::vector<Code> stretch = now;
  for (Eigen::Index i = 0; i < found.numerator.size(); ++i) {
    const std::int64_t above = found.numerator[i];
    const std::int64_t below = found.denominator[i];
    std::vector<Code> at = stretch;
    std::vector<Code> after = stretch;
    for (auto change = found.first[i]; change < found.first[i + 1]; ++change) {
      const auto row = static_cast<std::size_t>(found.row[change]);
      ASSERT_EQ(stretch[row], found.before[change]);
      at[row] = found.at[change];
      after[row] = found.after[change];
    }
    ASSERT_EQ(at, sides(asked, above, below, 0)) << above << " / " << below;
    if (above != 0) {
      ASSERT_EQ(stretch, sides(asked, above, below, -1)) << above << " / " << below;
    }
    if (above != to * below) {
      ASSERT_EQ(after, sides(asked, above, below, 1)) << above << " / " << below;
    }
    stretch = after;
  }
  if (found.numerator.size() == 0 || found.numerator[found.numerator.size() - 1] != to) {
    ASSERT_EQ(stretch, sides(asked, to, 1, 0));
  }
}

TEST(Sweep, SaysWhatSortingEverybodySays) {
  std::mt19937_64 draw(7);
  for (int round = 0; round < 400; ++round) {
    const int n = 1 + static_cast<int>(draw() % 12);
    expect_as_sorted(random_lines(draw, n, round % 2 == 0 ? 4 : 50), 10);
  }
}

TEST(Sweep, SaysSoOfMoreThanAreFollowedAtOnce) {
  std::mt19937_64 draw(8);
  for (int round = 0; round < 8; ++round) {
    expect_as_sorted(random_lines(draw, 120, round % 2 == 0 ? 60 : 100'000), 10);
  }
}

TEST(Sweep, MissesNoBreakpoint) {
  std::mt19937_64 draw(9);
  for (int round = 0; round < 100; ++round) {
    const Lines asked = random_lines(draw, 9, 6);
    const Sweep found = sweep(asked, {0, 1}, {4, 1}, kMany);
    constexpr std::int64_t kFine = 60;  // every crossing of slopes that differ by up to 5
    std::vector<Code> now = sides(asked, 0, 1, 1);
    Longs seen;
    for (std::int64_t at = 1; at < 4 * kFine; ++at) {
      const std::vector<Code> after = sides(asked, at, kFine, 1);
      if (sides(asked, at, kFine, 0) == now && after == now) continue;
      seen.push_back(at);
      now = after;
    }
    Longs told;
    for (Eigen::Index i = 0; i < found.numerator.size(); ++i) {
      const std::int64_t at = found.numerator[i] * kFine / found.denominator[i];
      if (at > 0 && at < 4 * kFine) told.push_back(at);
    }
    ASSERT_EQ(told, seen);
  }
}

// ---- the interval in which nothing changes

TEST(Unchanged, EndsAtTheNearestBreakpoints) {
  std::mt19937_64 draw(10);
  for (int round = 0; round < 300; ++round) {
    const Lines asked = random_lines(draw, 8, round % 2 == 0 ? 4 : 40);
    const std::int64_t now = round % 7;
    const Unchanged found = unchanged(asked, {0, 1}, {6, 1}, {now, 1});
    const std::vector<Code> there = sides(asked, now, 1, 0);
    const auto [from, to] = std::pair(found.from, found.to);
    EXPECT_EQ(found.has_from, sides(asked, from.numerator, from.denominator, 0) == there);
    EXPECT_EQ(found.has_to, sides(asked, to.numerator, to.denominator, 0) == there);
    const bool is_point = from.numerator == to.numerator && from.denominator == to.denominator;
    if (!is_point) {
      EXPECT_EQ(sides(asked, from.numerator, from.denominator, 1), there);
      EXPECT_EQ(sides(asked, to.numerator, to.denominator, -1), there);
    }
    if (from.numerator != 0) {
      EXPECT_NE(sides(asked, from.numerator, from.denominator, -1), there);
    }
    if (to.numerator != 6 * to.denominator) {
      EXPECT_NE(sides(asked, to.numerator, to.denominator, 1), there);
    }
  }
}

TEST(Unchanged, RefusesAValueOutsideTheRange) {
  EXPECT_THROW((void)unchanged(lines({{0, 0}}, 1), {0, 1}, {1, 1}, {2, 1}), InputError);
}

// ---- one subject's course

TEST(Course, GivesThePlaceAtEveryCrossingAndBetween) {
  const Course found =
      course(lines({{4, 0, 1}, {0, 2, 0}, {9, -5, 2}, {4, 0, 1}}, 1), {0, 1}, {3, 1}, 0);
  EXPECT_EQ(list(found.numerator), (Longs{0, 1, 2, 3}));
  EXPECT_EQ(list(found.place), (List{2, 2, 1, 2}));  // at 1 the chain puts 9 - 5 theta before
  EXPECT_EQ(list(found.tied), (List{2, 2, 2, 2}));
  EXPECT_EQ(list(found.place_after), (List{2, 1, 2, 2}));
  EXPECT_EQ(list(found.tied_after), (List{2, 2, 2, 2}));
}

TEST(Course, IsWhatSortingSays) {
  std::mt19937_64 draw(11);
  for (int round = 0; round < 300; ++round) {
    Lines asked = random_lines(draw, 8, round % 2 == 0 ? 4 : 40);
    const Course found = course(asked, {0, 1}, {6, 1}, 0);
    ASSERT_EQ(found.numerator[0], 0);
    ASSERT_EQ(found.numerator[found.numerator.size() - 1], 6);
    for (Eigen::Index i = 0; i < found.numerator.size(); ++i) {
      for (const auto& [place, tied, beside] :
           {std::tuple(found.place[i], found.tied[i], 0),
            std::tuple(found.place_after[i], found.tied_after[i],
                       i + 1 < found.numerator.size() ? 1 : 0)}) {
        asked.seats[0] = place + tied - 1;
        EXPECT_EQ(sides(asked, found.numerator[i], found.denominator[i], beside)[0], kW);
        asked.seats[0] = place - 1;
        EXPECT_EQ(sides(asked, found.numerator[i], found.denominator[i], beside)[0], kB);
        asked.seats[0] = place + tied - 2;
        EXPECT_NE(sides(asked, found.numerator[i], found.denominator[i], beside)[0], kW);
        asked.seats[0] = place;
        EXPECT_NE(sides(asked, found.numerator[i], found.denominator[i], beside)[0], kB);
      }
    }
  }
}

TEST(Course, RefusesARowThatIsNotRanked) {
  Lines asked = lines({{0, 0}, {1, 1}}, 1);
  asked.group[1] = kBlank;
  EXPECT_THROW((void)course(asked, {0, 1}, {1, 1}, 1), InputError);
  EXPECT_THROW((void)course(asked, {0, 1}, {1, 1}, 2), InputError);
}

}  // namespace
