#include "lantoa/robust.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "lantoa/error.hpp"
#include "scores.hpp"

namespace {

using namespace lantoa;  // NOLINT: the subject
using namespace scores;  // NOLINT: makers

using List = std::vector<Code>;

List listed(const Codes& codes) { return {codes.begin(), codes.end()}; }

TEST(Robust, WhoIsBetterInEverythingStandsAboveUnderAllWeights) {
  const PairBound found = pair_bound(table({{3, 3}, {2, 2}, {1, 1}}), equal_box(2, 1));
  EXPECT_EQ(listed(found.best), List({1, 2, 3}));
  EXPECT_EQ(listed(found.worst), List({1, 2, 3}));
}

TEST(Robust, WhoIsBetterInOneThingMayStandAbove) {
  const Scores values = table({{10, 0}, {4, 5}, {0, 0}});
  EXPECT_EQ(listed(pair_bound(values, equal_box(2, 0)).worst), List({1, 2, 3}));
  const PairBound found = pair_bound(values, equal_box(2, 0.25));
  EXPECT_EQ(listed(found.best), List({1, 1, 3}));
  EXPECT_EQ(listed(found.worst), List({2, 2, 3}));
}

TEST(Robust, EqualRowsNeverStandAboveEachOther) {
  for (const double scale : {1.0, 0.1, 1e-300, 1e300}) {
    const Scores values = table({{3, 7}, {3, 7}, {3, 7}}) * scale;
    const PairBound found = pair_bound(values, equal_box(2, 1));
    EXPECT_EQ(listed(found.best), List({1, 1, 1}));
    EXPECT_EQ(listed(found.worst), List({1, 1, 1}));
  }
}

TEST(Robust, LevelIsNotAboveWhereWholeNumbersTell) {
  // The second reaches the first at one end of the box and never passes it.
  const WeightSet set{numbers({1, 1}), numbers({3, 3}), 4, {}};
  const PairBound found = pair_bound(table({{4, 0}, {1, 1}}), set);
  EXPECT_EQ(listed(found.worst), List({1, 2}));
  EXPECT_EQ(listed(found.best), List({1, 1}));  // level there, so it shares the first place
  EXPECT_EQ(found.doubtful, 0);
}

TEST(Robust, WhereRoundingCannotTellTheBoundIsWiderAndSaysSo) {
  const WeightSet set{numbers({0.1, 0.3}), numbers({0.1, 0.3}), 0.4, {}};
  const Scores values = table({{0.3, 0.1}, {0.0, 0.2}});  // 0.06 each, and not in doubles
  const PairBound found = pair_bound(values, set);
  EXPECT_EQ(listed(found.best), List({1, 1}));
  EXPECT_EQ(listed(found.worst), List({2, 2}));
  EXPECT_EQ(found.doubtful, 2);
}

TEST(Robust, OneNumberThatIsNotWholeBringsBackTheDoubt) {
  const WeightSet thirds = ordered({0, 1, 2}, 0, 4);  // four over three
  EXPECT_GT(pair_bound(table({{7, 0, 0}, {0, 7, 0}}), thirds).doubtful, 0);
  EXPECT_EQ(pair_bound(table({{7, 0, 0}, {0, 7, 0}}), ordered({0, 1, 2}, 0, 6)).doubtful, 0);
  const WeightSet ends{numbers({0, 0}), numbers({1.1, 2.2}), 3, {}};
  EXPECT_GT(pair_bound(table({{11, 0}, {0, 4}}), ends).doubtful, 0);
  const WeightSet whole{numbers({1, 3}), numbers({1, 3}), 4, {}};
  EXPECT_GT(pair_bound(table({{0.3, 0.1}, {0.0, 0.2}}), whole).doubtful, 0);
  EXPECT_EQ(pair_bound(table({{3, 1}, {0, 2}}), whole).doubtful, 0);
}

TEST(Robust, PairsSolvedOneByOneGiveWhatCornersGive) {
  const Scores values = (scattered(40, 12) * 20).array().round();
  const WeightSet set{Doubles::Constant(12, 3), Doubles::Constant(12, 5), 48, {}};
  const PairBound found = pair_bound(values, set);
  EXPECT_EQ(found.corners, 0);  // 924 are more than it looks at
  const Scores sums = values * corners_of(set);
  for (Eigen::Index row = 0; row < 40; ++row) {
    const Scores leads = sums.rowwise() - sums.row(row);
    EXPECT_EQ(found.best[row], 1 + (leads.rowwise().minCoeff().array() > 0).count());
    EXPECT_EQ(found.worst[row], 1 + (leads.rowwise().maxCoeff().array() > 0).count());
  }
}

TEST(Robust, NeitherRowsNorThreadsMatter) {
  const Scores values = scattered(500, 8);
  const PairBound one = pair_bound(values, equal_box(8, 0.25), 1);
  EXPECT_EQ(listed(pair_bound(values, equal_box(8, 0.25), 3).worst), listed(one.worst));
  const PairBound back = pair_bound(values.colwise().reverse(), equal_box(8, 0.25), 1);
  EXPECT_EQ(listed(back.best.reverse()), listed(one.best));
}

TEST(Robust, OneRowAndNoneHaveTheirPlaces) {
  EXPECT_EQ(listed(pair_bound(table({{1, 2}}), equal_box(2, 0.5)).worst), List({1}));
  EXPECT_EQ(pair_bound(Scores(0, 2), equal_box(2, 0.5)).best.size(), 0);
}

TEST(Robust, NumbersOfNoUseAreRefused) {
  const double unknown = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(pair_bound(table({{1, unknown}}), equal_box(2, 0.5)), InputError);
  EXPECT_THROW(pair_bound(table({{1, 2, 3}}), equal_box(2, 0.5)), InputError);
}

}  // namespace
