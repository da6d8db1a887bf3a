#include "lantoa/seating.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <random>

#include "lantoa/error.hpp"
#include "lantoa/measurements.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

Points points(const std::vector<std::vector<std::int64_t>>& rows) {
  Points found(static_cast<Eigen::Index>(rows.size()),
               static_cast<Eigen::Index>(rows.empty() ? 0 : rows[0].size()));
  for (Eigen::Index row = 0; row < found.rows(); ++row) {
    for (Eigen::Index at = 0; at < found.cols(); ++at) {
      found(row, at) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(at)];
    }
  }
  return found;
}

TEST(Weigh, AddsWhatIsAskedOfARow) {
  const Points found = weigh(points({{10, 3}, {kNoPoints, 4}, {0, kNoPoints}}), points({{2}, {5}}));
  EXPECT_EQ(found, points({{35}, {20}, {0}}));
  EXPECT_EQ(weigh(Points(0, 2), points({{2}, {5}})).rows(), 0);
}

TEST(Weigh, RefusesWhatDoesNotFit) {
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW((void)weigh(points({{kHuge}}), points({{2}})), InputError);
  EXPECT_THROW((void)weigh(points({{kHuge, 1}}), points({{1}, {1}})), InputError);
  EXPECT_THROW((void)weigh(points({{1, 2}}), points({{1}})), InputError);
}

/// Groups, entries and points with many ties.
Contest random_contest(std::mt19937& draw, Code groups, Eigen::Index n) {
  const auto upto = [&](unsigned most) { return static_cast<Code>(draw() % (most + 1)); };
  Contest found{Codes(n), Codes(n), Points(n, 2), Points(n, 2)};
  for (Eigen::Index row = 0; row < n; ++row) {
    const Code kind = upto(9);
    found.group[row] = kind == 0   ? kBlank
                       : kind == 1 ? kUnreadable
                                   : upto(static_cast<unsigned>(groups - 1));
    found.entry[row] = kind < 5 ? static_cast<Code>(Entry::kIn) : upto(3);
    for (Eigen::Index at = 0; at < 2; ++at) found.low(row, at) = std::int64_t{upto(3)} * 250;
    found.high.row(row) = found.low.row(row);
  }
  return found;
}

/// What drawing every line says of those who have seats.
std::map<Code, Code> by_lines(const Contest& contest, const Codes& seats) {
  const Sides sides = draw_lines(contest, rank(contest), {seats, seats, seats});
  std::map<Code, Code> found;
  for (Code row = 0; row < sides.side.size(); ++row) {
    const auto side = static_cast<Side>(sides.side[row]);
    const bool is_in = contest.entry[row] == static_cast<Code>(Entry::kIn) ||
                       contest.entry[row] == static_cast<Code>(Entry::kSoFar);
    if (is_in && (side == Side::kWithin || side == Side::kTied)) found[row] = sides.side[row];
  }
  return found;
}

std::map<Code, Code> as_map(const Seated& seated) {
  std::map<Code, Code> found;
  for (Eigen::Index i = 0; i < seated.row.size(); ++i) found[seated.row[i]] = seated.side[i];
  EXPECT_EQ(static_cast<Eigen::Index>(found.size()), seated.row.size()) << "somebody sits twice";
  return found;
}

TEST(Seat, SeatsWhomDrawingTheLinesSeats) {
  std::mt19937 draw(5);  // NOLINT(bugprone-random-generator-seed): the same draws every time
  for (int round = 0; round < 300; ++round) {
    const Code groups = 1 + (round % 4);
    const Contest contest = random_contest(draw, groups, round % 40);
    Codes seats(groups);
    for (Code& one : seats) one = draw() % 7 == 0 ? kBlank : static_cast<Code>(draw() % 6);
    EXPECT_EQ(as_map(seat(contest, seats)), by_lines(contest, seats)) << "round " << round;
  }
}

TEST(Seat, TellsTheBestFirst) {
  Contest contest{codes({0, 0, 0}), codes({3, 3, 3}), points({{1}, {3}, {2}}),
                  points({{1}, {3}, {2}})};
  EXPECT_EQ(seat(contest, codes({2})).row, codes({1, 2}));
}

TEST(Seat, NeedsSeatsForEveryGroup) {
  Contest contest{codes({2}), codes({3}), points({{1}}), points({{1}})};
  EXPECT_THROW((void)seat(contest, codes({1, 1})), InputError);
  EXPECT_THROW((void)Standing(contest).seat(Cube(nullptr), codes({}), 0, codes({1})), InputError);
}

/// People of one unit with some good years each.
Asked good_years(Code people) {
  Asked asked = ratings(day_of(2025, 12, 31));
  asked.people = people;
  asked.memberships.clear();
  for (Code person = 1; person <= people; ++person) {
    asked.memberships.push_back({person, kUnit, kBlank, day_of(2010, 1, 1), kBlank});
    for (int year = 2021; year <= 2025; ++year) {
      const Code level = (person * 7 + year * (person % 5)) % 4;
      asked.rows.push_back({person, year, level, day_of(year, 12, 1), kBlank});
    }
  }
  Rule years = asked.rule();
  years.kind = Kind::kYearsAtLeast;
  years.threshold = 1;
  asked.rules = {years};
  return asked;
}

TEST(Standing, SeatsInEveryCellWhomSeatingAnewSeats) {
  const Asked asked = good_years(60);
  const Measurements measured(asked.facts(), asked.whole_plan(), 1);
  const Codes subjects = measured.evaluation().subjects;
  const Eigen::Index units = 1;
  for (const Counting counting : {Counting::kMet, Counting::kPossible}) {
    const Cube cube = measured.cube({{0, codes({0, 1, 2, 3, 4, 5})}}, counting, false,
                                    Codes::Zero(subjects.size()), 1);
    std::mt19937 draw(7);  // NOLINT(bugprone-random-generator-seed): the same draws every time
    Contest contest = random_contest(draw, 3, subjects.size() - units);
    const Codes seats = codes({4, kBlank, 2});
    const Standing standing(contest);
    for (Code cell = 0; cell < 6; ++cell) {
      const Codes in = cube.counted(codes({cell}));
      Contest anew = contest;
      for (Eigen::Index row = 0; row < anew.entry.size(); ++row) {
        const bool is_in = in[row + units] == 1 && contest.entry[row] != 0;
        anew.entry[row] = static_cast<Code>(is_in ? Entry::kIn : Entry::kOut);
      }
      const Seated found = standing.seat(cube, codes({cell}), units, seats);
      const Seated expected = seat(anew, seats);
      EXPECT_EQ(as_map(found), as_map(expected)) << "cell " << cell;
      EXPECT_GE(found.row.size(), cell == 0 ? 6 : 1) << "cell " << cell;
    }
    EXPECT_THROW((void)standing.seat(cube, codes({6}), units, seats), InputError);
    EXPECT_THROW((void)standing.seat(cube, codes({0}), units + 1, seats), InputError);
  }
}

}  // namespace
