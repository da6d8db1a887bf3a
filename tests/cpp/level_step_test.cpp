#include "lantoa/level_step.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

ArrayXd profile(const std::vector<double>& years) {
  return Eigen::Map<const ArrayXd>(years.data(), static_cast<Eigen::Index>(years.size()));
}

lantoa::LevelStep declared(const std::vector<double>& years, Eigen::Index at) {
  return lantoa::declared_step(profile(years), at, 999, 1);
}

lantoa::LevelStep undeclared(const std::vector<double>& years) {
  return lantoa::undeclared_step(profile(years), 999, 1);
}

TEST(DeclaredStep, CountsTheSetsOfYears) {
  const auto step = declared({1, 1.5, 1.2, 4, 5}, 3);
  EXPECT_NEAR(step.difference, 4.5 - 3.7 / 3, 1e-12);
  EXPECT_EQ(step.orders.count, 10);
  EXPECT_DOUBLE_EQ(step.p, 0.1);
  EXPECT_DOUBLE_EQ(step.smallest, 0.1);
}

TEST(DeclaredStep, OfHalvesCountsBothSides) {
  EXPECT_DOUBLE_EQ(declared({1, 1.5, 1.2, 4, 5, 6}, 3).p, 2.0 / 20);
  EXPECT_DOUBLE_EQ(declared({0.1, 0.1, 0.3, 0.3}, 2).p, 2.0 / 6);
  EXPECT_DOUBLE_EQ(declared({0.1, 0.1, 0.1, 0.1}, 2).p, 1);
}

TEST(DeclaredStep, LeavesOutYearsWithoutANumber) {
  const auto step = declared({1, kNone, 1.5, 1.2, kNone, 4, 5}, 4);
  EXPECT_DOUBLE_EQ(step.p, 0.1);
  EXPECT_EQ(declared({kNone, 1, 2}, 1).at, -1);
  EXPECT_DOUBLE_EQ(declared({kNone, 1, 2}, 1).p, 1);
}

TEST(DeclaredStep, DrawsOrdersWhereSetsAreTooMany) {
  std::vector<double> years(24);
  for (std::size_t at = 0; at < years.size(); ++at)
    years[at] = (at < 12 ? 0 : 2) + std::sin(9.0 * static_cast<double>(at));
  const auto step = declared(years, 12);
  EXPECT_FALSE(step.orders.exact);
  EXPECT_LT(step.p, 0.01);
  EXPECT_GE(step.p, 0.001);
}

TEST(UndeclaredStep, FindsTheYear) {
  const auto step = undeclared({1, 1.1, 0.9, 1.05, 5, 5.1, 4.9, 5.05});
  EXPECT_EQ(step.at, 4);
  EXPECT_NEAR(step.difference, 4, 1e-12);
  EXPECT_DOUBLE_EQ(step.p, 2.0 / 70);
  EXPECT_DOUBLE_EQ(step.smallest, step.p);
}

TEST(UndeclaredStep, IsFreeOfTheUnit) {
  const std::vector<double> years{0.1, 0.3, 0.2, 0.3, 0.7, 0.6};
  for (const double unit : {1e-300, 1e300}) {
    const auto step = lantoa::undeclared_step(profile(years) * unit, 9, 1);
    EXPECT_EQ(step.p, undeclared(years).p);
  }
  EXPECT_EQ(undeclared({1, 2, 3}).at, -1);
}

TEST(UndeclaredStep, KeepsItsSize) {
  int found = 0;
  constexpr int kRuns = 600;
  for (int run = 0; run < kRuns; ++run) {
    const lantoa::Draws draws(3, lantoa::Stream::kErrors, static_cast<std::uint64_t>(run));
    std::vector<double> years;
    for (std::uint32_t year = 0; year < 8; ++year) years.push_back(draws.normals(year)[0]);
    found += undeclared(years).p <= 0.05 ? 1 : 0;
  }
  EXPECT_LE(found, 0.07 * kRuns);
  EXPECT_GE(found, 1);  // sets repeat in many orders, so that few p values can be had
}

TEST(YearProfile, TakesOffTheLevelOfEachSubject) {
  ArrayXXd values(5, 3);
  values << 1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33, kNone, 40, 41;
  const auto found = lantoa::year_profile(values);
  EXPECT_NEAR(found.level[0], -1, 1e-12);
  EXPECT_NEAR(found.level[1], -0.1, 1e-12);
  EXPECT_TRUE(std::isnan(found.spread[0]));  // four subjects
  EXPECT_NEAR(found.spread[1], std::log(std::sqrt(0.25 * 923.2)), 1e-12);
}

TEST(DeclaredStep, RefusesWhatDoesNotFit) {
  EXPECT_THROW((void)declared({1, 2}, 2), lantoa::InputError);
  EXPECT_THROW((void)declared({1, 2}, -1), lantoa::InputError);
}

TEST(UndeclaredStep, KnowsItsFloorWhereOrdersAreDrawn) {
  const auto step = undeclared(std::vector<double>(24, 1.0));
  EXPECT_FALSE(step.orders.exact);
  EXPECT_GT(step.smallest, 0.99);
}

}  // namespace
