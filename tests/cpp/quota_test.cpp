#include "lantoa/quota.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

using List = std::vector<Code>;

List list(const Codes& values) { return {values.begin(), values.end()}; }

/// The lines as letters: W within, T tied, B beyond, - none; small where not sure.
std::string letters(const Sides& sides) {
  std::string text;
  for (Eigen::Index row = 0; row < sides.side.size(); ++row) {
    const char letter = "-WTB"[sides.side[row]];
    text += sides.sure[row] == 1 ? letter : static_cast<char>(std::tolower(letter));
  }
  return text;
}

/// One group in which everybody is in, with points of one column.
Contest contest(const List& low, const List& high) {
  const auto n = static_cast<Eigen::Index>(low.size());
  Contest found{Codes::Zero(n), Codes::Constant(n, static_cast<Code>(Entry::kIn)), Points(n, 1),
                Points(n, 1)};
  for (Eigen::Index row = 0; row < n; ++row) {
    found.low(row, 0) = low[static_cast<std::size_t>(row)];
    found.high(row, 0) = high[static_cast<std::size_t>(row)];
  }
  return found;
}
Contest contest(const List& points) { return contest(points, points); }

Sides drawn(const Contest& asked, const Seats& seats) {
  return draw_lines(asked, rank(asked), seats);
}
Seats known(const std::vector<Code>& seats) { return {codes(seats), codes(seats), codes(seats)}; }
Sides drawn(const Contest& asked, Code seats) { return drawn(asked, known({seats})); }

std::int64_t down(std::int64_t per_mille, std::int64_t base, std::int64_t minimum = 0) {
  return seats({.part = per_mille, .rounding = Rounding::kDown, .minimum = minimum}, base);
}

// A police unit, 12/2025: L2 = floor(N p2), L1 = floor(L2 p1) inside it, the rest L3.
TEST(Seats, NestAsARealUnitNestsThem) {
  const auto nested = [](std::int64_t n, std::int64_t p2, std::int64_t p1) {
    const std::int64_t l2 = down(p2, n);
    const std::int64_t l1 = down(p1, l2);
    return std::vector<std::int64_t>{l1, l2, n - l1 - l2};
  };
  const auto inner_first = [&](std::int64_t n, std::int64_t p2, std::int64_t p1) {
    auto found = nested(n, p2, p1);
    found[1] -= found[0];  // as the document counts L2: without L1
    found[2] = n - found[0] - found[1];
    return found;
  };
  EXPECT_EQ(inner_first(13, 600, 400), (std::vector<std::int64_t>{2, 5, 6}));
  EXPECT_EQ(inner_first(9, 750, 150), (std::vector<std::int64_t>{0, 6, 3}));
  EXPECT_EQ(inner_first(22, 900, 200), (std::vector<std::int64_t>{3, 16, 3}));
}

TEST(Seats, RoundSmallUnitsToNothingUnlessThereIsAMinimum) {
  EXPECT_EQ(down(150, 6), 0);
  EXPECT_EQ(down(150, 6, 1), 1);
  EXPECT_EQ(down(150, 0, 1), 0);
  EXPECT_EQ(down(150, 24), 3);
}

TEST(Seats, AreExactWhereBinaryFractionsAreNot) {
  EXPECT_EQ(down(700, 90), 63);
  EXPECT_EQ(down(1000, 7), 7);
  EXPECT_EQ(seats({.part = 700, .rounding = Rounding::kUp, .minimum = 0}, 90), 63);
  EXPECT_EQ(seats({.part = 701, .rounding = Rounding::kUp, .minimum = 0}, 90), 64);
}

TEST(Seats, OfAShareThatIsNoWholePerMilleAreExactToo) {
  const auto third = [](std::int64_t base) {
    return seats({.part = 1, .whole = 3, .rounding = Rounding::kDown}, base);
  };
  EXPECT_EQ(third(3), 1);
  EXPECT_EQ(third(299), 99);
  EXPECT_EQ(third(300), 100);
  EXPECT_EQ(third(std::numeric_limits<std::int64_t>::max()),
            std::numeric_limits<std::int64_t>::max() / 3);
}

// 20 % excellent among R rated good or better: a fifth of the good only, or of both.
TEST(Seats, MayBeAShareOfTheOthersOnly) {
  const auto of_good = [](std::int64_t rated) {
    return seats({.part = 200, .is_of_others = true}, rated);
  };
  EXPECT_EQ(of_good(10), 1);
  EXPECT_EQ(of_good(5), 0);
  EXPECT_EQ(of_good(12), 2);
  EXPECT_EQ(of_good(30), 5);
  EXPECT_EQ(down(200, 10), 2);
  EXPECT_EQ(down(200, 5), 1);
  EXPECT_EQ(down(200, 12), 2);
  EXPECT_EQ(down(200, 30), 6);
}

TEST(Seats, RefuseWhatCannotBeCounted) {
  EXPECT_THROW(static_cast<void>(down(-1, 5)), InputError);
  EXPECT_THROW(static_cast<void>(down(5, -1)), InputError);
  EXPECT_THROW(static_cast<void>(down(5, 1, -1)), InputError);
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  EXPECT_THROW(static_cast<void>(down(1001, most)), InputError);
  EXPECT_THROW(static_cast<void>(seats({.part = 1, .whole = 0}, 5)), InputError);
}

TEST(QuotaLine, CutAfterTheLastSeatAndLeaveTiesAcrossItTogether) {
  EXPECT_EQ(letters(drawn(contest({9, 8, 8, 7}), 1)), "WBBB");
  EXPECT_EQ(letters(drawn(contest({9, 8, 8, 7}), 2)), "WTTB");
  EXPECT_EQ(letters(drawn(contest({9, 8, 8, 7}), 3)), "WWWB");
  EXPECT_EQ(letters(drawn(contest({9, 8, 8, 7}), 0)), "BBBB");
  EXPECT_EQ(letters(drawn(contest({9, 8, 8, 7}), 9)), "WWWW");
}

TEST(QuotaLine, AreSureOnlyWhereNoMissingValueMovesThem) {
  EXPECT_EQ(letters(drawn(contest({9, 8, 1}, {9, 8, 8}), 1)), "WBB");
  EXPECT_EQ(letters(drawn(contest({9, 8, 1}, {9, 8, 8}), 2)), "Wwb");
  EXPECT_EQ(letters(drawn(contest({9, 8, 8}, {9, 8, 8}), 2)), "WTT");
  EXPECT_EQ(letters(drawn(contest({9, 8, 8}, {9, 9, 8}), 2)), "Wtt");
}

TEST(QuotaLine, OfWhoeverIsPerhapsInAreToldOnlyWhereItCannotReachThem) {
  Contest asked = contest({9, 8, 7});
  asked.entry[2] = static_cast<Code>(Entry::kPerhaps);
  EXPECT_EQ(letters(drawn(asked, 2)), "WWB");
  EXPECT_EQ(letters(drawn(asked, 3)), "WW-");
}

TEST(QuotaLine, AreOpenWhereTheSeatsAre) {
  const Seats open{codes({2}), codes({1}), codes({3})};
  EXPECT_EQ(letters(drawn(contest({9, 8, 7, 6}), open)), "WwbB");
}

TEST(QuotaLine, ReachOnlyGroupsWithAQuota) {
  Contest asked = contest({9, 8, 9, 6});
  asked.group = codes({0, 1, kUnreadable, kBlank});
  EXPECT_EQ(letters(drawn(asked, known({kBlank, 1}))), "-w--");
  EXPECT_THROW(static_cast<void>(drawn(asked, 1)), InputError);
  EXPECT_THROW(static_cast<void>(drawn(asked, {codes({1, 1}), codes({2, 1}), codes({1, 1})})),
               InputError);
}

TEST(Inside, IsOpenToWhoeverIsOrMayBeWithinTheOuterLine) {
  Contest outer = contest({9, 8, 8, 7, 6}, {9, 8, 8, 7, 9});
  outer.entry[3] = static_cast<Code>(Entry::kOut);
  outer.entry[4] = static_cast<Code>(Entry::kPerhaps);
  const auto entry = [](Entry one) { return static_cast<Code>(one); };
  EXPECT_EQ(list(inside(outer, drawn(outer, 2))),
            (List{entry(Entry::kIn), entry(Entry::kPerhaps), entry(Entry::kPerhaps),
                  entry(Entry::kOut), entry(Entry::kPerhaps)}));
  EXPECT_EQ(list(inside(outer, drawn(outer, 3))),
            (List{entry(Entry::kIn), entry(Entry::kSoFar), entry(Entry::kSoFar), entry(Entry::kOut),
                  entry(Entry::kPerhaps)}));
}

TEST(Inside, IsPerhapsOpenToWhoseGroupNobodyKnows) {
  Contest outer = contest({9, 8});
  outer.group = codes({kUnreadable, kBlank});
  EXPECT_EQ(list(inside(outer, drawn(outer, 1))),
            (List{static_cast<Code>(Entry::kPerhaps), static_cast<Code>(Entry::kOut)}));
}

}  // namespace
