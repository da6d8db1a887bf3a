#include "lantoa/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using namespace lantoa;  // NOLINT

Counts counts(std::initializer_list<std::int64_t> list) {
  return Eigen::Map<const Counts>(list.begin(), static_cast<Eigen::Index>(list.size()));
}

std::vector<Code> list(const Codes& codes) { return {codes.begin(), codes.end()}; }

using Places = std::vector<Code>;

// Holm (1979) over all ordered pairs jointly, for the multinomial sets of Bazylik et al. (2021).
TEST(CountSets, GiveTheReferenceOfThree) {
  const RankSets sets = count_sets(counts({1, 9, 23}), 0.95);
  EXPECT_EQ(list(sets.best), (Places{2, 1, 1}));
  EXPECT_EQ(list(sets.worst), (Places{3, 3, 2}));
  EXPECT_EQ(sets.undecided, 0);
}

TEST(CountSets, GiveTheReferenceOfTen) {
  const RankSets sets = count_sets(counts({30, 25, 40, 60, 10, 80, 79, 22, 5, 50}), 0.95);
  EXPECT_EQ(list(sets.best), (Places{3, 4, 3, 1, 6, 1, 1, 5, 8, 1}));
  EXPECT_EQ(list(sets.worst), (Places{9, 9, 8, 6, 10, 4, 4, 10, 10, 7}));
}

TEST(CountSets, LeaveEverythingOpenWhereNothingWasCounted) {
  const RankSets sets = count_sets(counts({0, 0, 0}), 0.95);
  EXPECT_EQ(list(sets.best), (Places{1, 1, 1}));
  EXPECT_EQ(list(sets.worst), (Places{3, 3, 3}));
}

TEST(CountSets, RejectAtTheThresholdItself) {
  // P(Bin(3, 1/2) >= 3) = 1/8 = (1 - 3/4) / 2, all of it exact in doubles.
  EXPECT_EQ(list(count_sets(counts({3, 0}), 0.75).worst), (Places{1, 2}));
  EXPECT_EQ(list(count_sets(counts({3, 0}), 0.76).worst), (Places{2, 2}));
}

TEST(CountSets, KeepUpWithCountsOfAnySize) {
  const RankSets sets =
      count_sets(counts({kMostCounted, kMostCounted / 2, kMostCounted - 1}), 0.95);
  EXPECT_EQ(list(sets.best), (Places{1, 3, 1}));
  EXPECT_EQ(list(sets.worst), (Places{2, 3, 2}));
}

Eigen::VectorXd numbers(std::initializer_list<double> list) {
  return Eigen::Map<const Eigen::VectorXd>(list.begin(), static_cast<Eigen::Index>(list.size()));
}

TEST(EstimateSets, HaveTheQuantileOfARangeWhereErrorsAreAlike) {
  // The range of three normals has the 95 % quantile 3.314 (Tukey's table), of two 1.96 sqrt(2).
  const RankSets three = estimate_sets(numbers({0, 1, 2}), numbers({5, 5, 5}), 0.95, 400000, 3);
  EXPECT_NEAR(three.critical, 3.314 / std::sqrt(2), 0.01);
  const RankSets two = estimate_sets(numbers({0, 1}), numbers({1, 3}), 0.95, 400000, 3);
  EXPECT_NEAR(two.critical, 1.960, 0.01);
}

TEST(EstimateSets, LookAtNoFewerPairsThanItTakes) {
  constexpr Eigen::Index kSubjects = 40;
  constexpr std::size_t kDraws = 99;
  Eigen::VectorXd errors(kSubjects);
  for (Eigen::Index j = 0; j < kSubjects; ++j) {
    const Draws draws(8, Stream::kErrors, static_cast<std::uint64_t>(j));
    errors[j] = std::exp(1.5 * draws.normals(0)[0]);
  }
  std::vector<double> greatest(kDraws, 0.0);
  for (std::size_t draw = 0; draw < kDraws; ++draw) {
    const Draws draws(5, Stream::kErrors, draw);
    Eigen::VectorXd drawn(kSubjects);
    for (Eigen::Index j = 0; j < kSubjects; ++j) {
      const auto pair = draws.normals(static_cast<std::uint32_t>(j / 2));
      drawn[j] = pair[static_cast<std::size_t>(j % 2)] * errors[j];
    }
    for (Eigen::Index j = 0; j < kSubjects; ++j) {
      for (Eigen::Index k = 0; k < kSubjects; ++k) {
        const double ratio = (drawn[j] - drawn[k]) / std::hypot(errors[j], errors[k]);
        greatest[draw] = std::max(greatest[draw], ratio);
      }
    }
  }
  std::ranges::sort(greatest);
  const RankSets sets = estimate_sets(Eigen::VectorXd::Zero(kSubjects), errors, 0.95, kDraws, 5);
  EXPECT_NEAR(sets.critical, greatest[94], 1e-12);  // the 95th of 99
}

TEST(EstimateSets, TellApartWhatIsFarApart) {
  const RankSets sets =
      estimate_sets(numbers({10, 0, 0.1, 5}), numbers({1, 1, 1, 0.5}), 0.95, 999, 1);
  EXPECT_EQ(list(sets.best), (Places{1, 3, 3, 2}));
  EXPECT_EQ(list(sets.worst), (Places{1, 4, 4, 2}));
}

TEST(EstimateSets, AreThePlacesWhereNothingIsInError) {
  const RankSets sets = estimate_sets(numbers({3, 1, 3, 2}), numbers({0, 0, 0, 0}), 0.95, 99, 1);
  EXPECT_EQ(list(sets.best), (Places{1, 4, 1, 3}));
  EXPECT_EQ(list(sets.worst), (Places{2, 4, 2, 3}));
  EXPECT_EQ(sets.critical, 0);
}

TEST(EstimateSets, AreTheSameForAnyNumberOfThreads) {
  const Eigen::VectorXd values = Eigen::VectorXd::LinSpaced(700, 0, 10);
  const Eigen::VectorXd errors = Eigen::VectorXd::LinSpaced(700, 0.1, 2);
  const double one = estimate_sets(values, errors, 0.95, 1999, 1, 1).critical;
  EXPECT_EQ(estimate_sets(values, errors, 0.95, 1999, 1, 2).critical, one);
  EXPECT_EQ(estimate_sets(values * 0x1p900, errors * 0x1p900, 0.95, 1999, 1).critical, one);
}

TEST(RankSets, RefuseWhatCannotBeAsked) {
  EXPECT_THROW((void)count_sets(counts({1, -1}), 0.95), InputError);
  EXPECT_THROW((void)count_sets(counts({}), 0.95), InputError);
  EXPECT_THROW((void)count_sets(counts({1, 2}), 0.5), InputError);
  EXPECT_THROW((void)estimate_sets(numbers({1, 2}), numbers({1}), 0.95, 999, 1), InputError);
  EXPECT_THROW((void)estimate_sets(numbers({1, 2}), numbers({1, -1}), 0.95, 999, 1), InputError);
  try {
    (void)estimate_sets(numbers({1, 2}), numbers({1, 1}), 0.95, 18, 1);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(std::string(error.what()), "draws must be 19 to 10000000 at this level, not 18");
  }
}

}  // namespace
