#include "lantoa/simultaneous.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

/// Noise, with what is observed in the first row.
Eigen::ArrayXXd shuffles(std::initializer_list<double> observed) {
  const auto m = static_cast<Eigen::Index>(observed.size());
  Eigen::ArrayXXd out(1'000, m);
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    const Draws draws(1, Stream::kErrors, static_cast<std::uint64_t>(row));
    for (Eigen::Index at = 0; at < m; ++at) {
      out(row, at) = draws.normals(static_cast<std::uint32_t>(at))[0];
    }
  }
  Eigen::Index at = 0;
  for (const double one : observed) out(0, at++) = one;
  return out;
}

TEST(Simultaneous, IsOneResultsOwnTestWhereThereIsOneOnly) {
  const Eigen::ArrayXXd values = shuffles({2});
  const double away = std::abs(values(0, 0) - values.col(0).mean());
  const auto as_far = ((values.col(0) - values.col(0).mean()).abs() >= away - 1e-12).count();
  const Simultaneous found = simultaneous(values, 0.05);
  EXPECT_DOUBLE_EQ(found.p[0], static_cast<double>(as_far) / 1'000);
  EXPECT_EQ(found.best[0], 1);
  EXPECT_EQ(found.worst[0], 1);
}

TEST(Simultaneous, AsksMoreOfOneAmongMany) {
  EXPECT_LT(simultaneous(shuffles({2.3}), 0.05).p[0], 0.05);
  const Simultaneous found = simultaneous(shuffles({2.3, 0, 0, 0, 0, 0, 0, 0, 0, 0}), 0.05);
  EXPECT_GT(found.p[0], 0.1);
  EXPECT_NEAR(found.p[0], 1 - std::pow(1 - 0.0214, 10), 0.04);
}

TEST(Simultaneous, PlacesOnlyThoseThatStandFarApart) {
  const Simultaneous found = simultaneous(shuffles({50, 0.1, 0, -50}), 0.05);
  EXPECT_EQ(found.best, (Codes(4) << 1, 2, 2, 4).finished());
  EXPECT_EQ(found.worst, (Codes(4) << 1, 3, 3, 4).finished());
  const Simultaneous near = simultaneous(shuffles({0.5, 0.1, 0, -0.5}), 0.05);
  EXPECT_EQ(near.best, Codes::Ones(4));
  EXPECT_EQ(near.worst, Codes::Constant(4, 4));
}

TEST(Simultaneous, PlacesNobodyWhereNoTestRejects) {
  Eigen::ArrayXXd values = shuffles({1.9, -1.9, 0, 0, 0, 0});
  for (Eigen::Index row = 1; row < values.rows(); ++row) values(row, 1) = values(row, 0);
  const Simultaneous found = simultaneous(values, 0.05);
  ASSERT_GT(found.p.minCoeff(), 0.05);
  EXPECT_EQ(found.best, Codes::Ones(6));
  EXPECT_EQ(found.worst, Codes::Constant(6, 6));
}

TEST(Simultaneous, CountsTheShufflesThatAreAsFarOutAsAny) {
  Eigen::ArrayXXd values(4, 2);
  values << 1, 0, 1, 0, 0, 1, 0, 0;
  EXPECT_EQ(simultaneous(values, 0.05).at_the_end, 1);  // the one at 1 of the second
  EXPECT_EQ(simultaneous(values.leftCols(1), 0.05).at_the_end, 4);
}

TEST(Simultaneous, FindsNothingWhereNothingVaries) {
  Eigen::ArrayXXd values = Eigen::ArrayXXd::Constant(100, 2, 0.1);
  const Simultaneous found = simultaneous(values, 0.05);
  EXPECT_EQ(found.p, Eigen::VectorXd::Ones(2));
  EXPECT_EQ(found.best, Codes::Ones(2));
  EXPECT_EQ(found.worst, Codes::Constant(2, 2));
}

TEST(Simultaneous, RefusesWhatCannotBeCompared) {
  const auto ask = [](const Eigen::ArrayXXd& values, double alpha) {
    static_cast<void>(simultaneous(values, alpha));
  };
  EXPECT_THROW(ask(Eigen::ArrayXXd(0, 2), 0.05), InputError);
  EXPECT_THROW(ask(Eigen::ArrayXXd::Zero(2, 201), 0.05), InputError);
  EXPECT_THROW(ask(Eigen::ArrayXXd::Zero(2, 2), 0), InputError);
  EXPECT_THROW(ask(Eigen::ArrayXXd::Constant(2, 2, std::numeric_limits<double>::quiet_NaN()), 0.05),
               InputError);
  EXPECT_EQ(simultaneous(Eigen::ArrayXXd::Zero(2, 0), 0.05).p.size(), 0);
}

}  // namespace
}  // namespace lantoa
