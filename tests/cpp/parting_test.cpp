#include "lantoa/parting.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

using List = std::vector<Code>;
using Numbers = std::vector<std::vector<std::int64_t>>;

constexpr std::int64_t kGap = kNoNumber;

List list(const Codes& values) { return {values.begin(), values.end()}; }

/// One group in which everybody is in, the points in the first column.
Contest contest(const Numbers& rows) {
  const auto n = static_cast<Eigen::Index>(rows.size());
  const auto k = static_cast<Eigen::Index>(rows.empty() ? 1 : rows.front().size());
  Contest found{
      Codes::Zero(n), Codes::Constant(n, static_cast<Code>(Entry::kIn)), Points(n, k), {}};
  for (Eigen::Index row = 0; row < n; ++row) {
    for (Eigen::Index at = 0; at < k; ++at) {
      found.low(row, at) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(at)];
    }
  }
  return found;
}

TEST(Part, LooksAtTheChainOnlyWherePointsAreEqual) {
  const Parted found = part(contest({{9, 1}, {8, 5}, {8, 7}, {7, 9}}));
  EXPECT_EQ(list(found.step), (List{1, 3, 2, 4}));
  EXPECT_EQ(list(found.by), (List{0, 1, 1, 0}));
}

TEST(Part, SaysWhichOfTheChainPartedThemLast) {
  const Parted found = part(contest({{5, 2, 1}, {5, 2, 3}, {5, 4, 0}, {5, 2, 3}}));
  EXPECT_EQ(list(found.step), (List{3, 2, 1, 2}));
  EXPECT_EQ(list(found.by), (List{2, 2, 1, 2}));
}

TEST(Part, GivesNoCreditToANumberThatPartsNobody) {
  EXPECT_EQ(list(part(contest({{5, 1, 1}, {5, 1, 1}})).by), (List{0, 0}));
  EXPECT_EQ(list(part(contest({{5, 2, 1}, {5, 1, 1}})).by), (List{1, 1}));
  EXPECT_EQ(list(part(contest({{5, 1, 2}, {5, 1, 1}})).by), (List{2, 2}));
}

TEST(Part, StopsWhereOneOfTheTiedHasNoNumber) {
  const Parted found = part(contest({{5, 9, 1}, {5, 7, 2}, {5, kGap, 3}, {4, kGap, 4}}));
  EXPECT_EQ(list(found.step), (List{1, 1, 1, 2}));
  EXPECT_EQ(list(found.stopped), (List{1, 1, 1, kBlank}));
}

TEST(Part, StopsOnlyForThoseWhoAreTiedWithHim) {
  const Parted found = part(contest({{5, 9, kGap}, {5, 9, 2}, {5, 7, 3}, {5, 7, 4}}));
  EXPECT_EQ(list(found.step), (List{1, 1, 3, 2}));
  EXPECT_EQ(list(found.stopped), (List{2, 2, kBlank, kBlank}));
}

TEST(Part, CountsFromOneInEveryGroupAndPassesOverWhoIsNotIn) {
  Contest asked = contest({{5, 1}, {5, 2}, {5, 3}, {kGap, 4}, {5, 5}});
  asked.group = codes({0, 1, 1, 0, kBlank});
  asked.entry[3] = static_cast<Code>(Entry::kOut);
  const Parted found = part(asked);
  EXPECT_EQ(list(found.step), (List{1, 2, 1, 0, 0}));
}

TEST(Part, TakesNobodyAndAChainOfNothing) {
  EXPECT_EQ(part(contest({})).step.size(), 0);
  EXPECT_EQ(list(part(contest({{1}, {1}, {2}})).step), (List{2, 2, 1}));
}

TEST(Part, RefusesWhoIsInWithoutPoints) {
  EXPECT_THROW(static_cast<void>(part(contest({{kGap, 1}}))), InputError);
  Contest short_of_one = contest({{1}, {2}});
  short_of_one.entry.conservativeResize(1);
  EXPECT_THROW(static_cast<void>(part(short_of_one)), InputError);
}

}  // namespace
