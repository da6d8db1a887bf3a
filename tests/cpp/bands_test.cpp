#include "lantoa/bands.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "lantoa/error.hpp"

namespace {

using namespace lantoa;  // NOLINT: the test speaks the core's words

using Numbers = std::vector<std::vector<std::int64_t>>;
using List = std::vector<Code>;

constexpr std::int64_t kGap = kNoNumber;

Points table(const Numbers& rows) {
  const auto k = static_cast<Eigen::Index>(rows.front().size());
  Points out(static_cast<Eigen::Index>(rows.size()), k);
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    for (Eigen::Index at = 0; at < k; ++at) {
      out(row, at) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(at)];
    }
  }
  return out;
}

List list(const Codes& values) { return {values.begin(), values.end()}; }

/// A total of 100 and one criterion of 100: 90 with 85, 80 with 80, 70 with 70, anything.
Bands draft() {
  const Points least = table({{90, 85}, {80, 80}, {70, 70}, {kLeast, kLeast}});
  return {least, Points::Constant(4, 2, kMost)};
}

TEST(Band, IsTheHighestLevelOfWhichEveryLimitHolds) {
  const Banded found = band(table({{90, 85}, {92, 82}, {79, 99}, {95, 10}, {89, 100}}), draft());
  EXPECT_EQ(list(found.sure), (List{0, 1, 2, 3, 1}));
  EXPECT_EQ(list(found.best), list(found.sure));
}

TEST(Band, SaysWhatKeepsFromTheLevelAbove) {
  const Banded found = band(table({{92, 82}, {79, 99}, {75, 75}, {99, 99}}), draft());
  EXPECT_EQ(found.lacking, (CodeTable(4, 2) << 0, 1, 1, 0, 1, 1, 0, 0).finished());
}

TEST(Band, LeavesOpenWhatIsUnknown) {
  const Banded found = band(table({{92, kGap}, {85, kGap}, {kGap, 90}}), draft());
  EXPECT_EQ(list(found.sure), (List{3, 3, 3}));
  EXPECT_EQ(list(found.best), (List{0, 1, 0}));
  EXPECT_EQ(found.lacking.row(0), (CodeTable(1, 2) << 0, 1).finished());
}

TEST(Band, PutsNobodyIntoTheNearestOfBandsThatLeaveAGap) {
  Bands printed = draft();
  printed.least = table({{90, 85}, {80, 80}, {70, 70}, {kLeast, kLeast}});
  printed.most = table({{kMost, kMost}, {89, kMost}, {79, kMost}, {69, kMost}});
  const Banded found = band(table({{92, 82}, {90, 85}}), printed);
  EXPECT_EQ(list(found.sure), (List{kBlank, 0}));
  EXPECT_EQ(list(found.best), (List{kBlank, 0}));
  EXPECT_EQ(found.lacking.row(0), (CodeTable(1, 2) << 1, 0).finished());
}

TEST(Band, OfNoLevelsIsNone) {
  EXPECT_EQ(list(band(table({{1}}), {Points(0, 1), Points(0, 1)}).sure), (List{kBlank}));
}

TEST(Band, RefusesLimitsOfOtherColumns) {
  EXPECT_THROW(static_cast<void>(band(table({{1}}), draft())), InputError);
}

}  // namespace
