#include "lantoa/acceptability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using namespace lantoa;  // NOLINT

Eigen::MatrixXd table(std::initializer_list<std::initializer_list<double>> rows) {
  Eigen::MatrixXd out(static_cast<Eigen::Index>(rows.size()),
                      static_cast<Eigen::Index>(rows.begin()->size()));
  Eigen::Index i = 0;
  for (const auto& row : rows) {
    Eigen::Index j = 0;
    for (const double x : row) out(i, j++) = x;
    ++i;
  }
  return out;
}

Eigen::VectorXd numbers(std::initializer_list<double> list) {
  return Eigen::Map<const Eigen::VectorXd>(list.begin(), static_cast<Eigen::Index>(list.size()));
}

/// A table of normal numbers, the same every time.
Eigen::MatrixXd anything(Eigen::Index n, Eigen::Index p) {
  Eigen::MatrixXd out(n, p);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Draws draws(3, Stream::kErrors, static_cast<std::uint64_t>(i));
    for (Eigen::Index j = 0; j < p; ++j) out(i, j) = draws.normals(static_cast<unsigned>(j))[0];
  }
  return out;
}

WeightLaw flat() { return {}; }

WeightLaw box(const Eigen::VectorXd& low, const Eigen::VectorXd& high) {
  return {low, high, Codes(0)};
}

WeightLaw order(std::initializer_list<Code> list) {
  return {Eigen::VectorXd(0), Eigen::VectorXd(0),
          Eigen::Map<const Codes>(list.begin(), static_cast<Eigen::Index>(list.size()))};
}

TEST(DrawWeights, SumToOneAndKeepTheirLaw) {
  const Eigen::MatrixXd all = draw_weights(flat(), 5, 0, 2000, 1);
  EXPECT_LT((all.colwise().sum().array() - 1).abs().maxCoeff(), 1e-15);
  EXPECT_GT(all.minCoeff(), 0);
  const Eigen::MatrixXd falling = draw_weights(order({2, 0, 1}), 3, 0, 2000, 1);
  EXPECT_TRUE((falling.row(2).array() >= falling.row(0).array()).all());
  EXPECT_TRUE((falling.row(0).array() >= falling.row(1).array()).all());
  const Eigen::VectorXd low = numbers({0.1, 0, 0.3, 0.05, 0.2});
  const Eigen::VectorXd high = numbers({0.2, 1, 0.5, 0.05, 0.25});
  const Eigen::MatrixXd inside = draw_weights(box(low, high), 5, 0, 2000, 1);
  EXPECT_LT((inside.colwise().sum().array() - 1).abs().maxCoeff(), 1e-15);
  EXPECT_TRUE(((inside.colwise() - low).array() >= 0).all());
  EXPECT_TRUE(((inside.colwise() - high).array() <= 0).all());
  const Eigen::VectorXd quarter = Eigen::VectorXd::Constant(4, 0.25);
  const Eigen::MatrixXd near = draw_weights(box(0.75 * quarter, 1.25 * quarter), 4, 0, 2000, 1);
  EXPECT_LE(near.maxCoeff(), 0.3125);
  EXPECT_GE(near.minCoeff(), 0.1875);
}

TEST(DrawWeights, AreOfTheirDrawWhereverTheBlockBegins) {
  const WeightLaw law = box(numbers({0, 0, 0.2}), numbers({0.5, 0.6, 0.9}));
  EXPECT_EQ(draw_weights(law, 3, 0, 50, 9).rightCols(20), draw_weights(law, 3, 30, 20, 9));
}

TEST(DrawWeights, HaveTheMeansOfTheSimplex) {
  constexpr int kDraws = 200000;
  const Eigen::MatrixXd all = draw_weights(flat(), 4, 0, kDraws, 5);
  // Dirichlet(1, 1, 1, 1): mean 1/4, variance 3/80, covariance -1/80.
  EXPECT_NEAR(all.row(0).mean(), 0.25, 0.002);
  EXPECT_NEAR((all.row(0).array() - 0.25).square().mean(), 3 / 80.0, 0.0005);
  EXPECT_NEAR(((all.row(0).array() - 0.25) * (all.row(3).array() - 0.25)).mean(), -1 / 80.0,
              0.0005);
  // In an order the means are those of rank-order centroids: 11/18, 5/18, 2/18.
  const Eigen::MatrixXd falling = draw_weights(order({1, 0, 2}), 3, 0, kDraws, 5);
  EXPECT_NEAR(falling.row(1).mean(), 11 / 18.0, 0.002);
  EXPECT_NEAR(falling.row(0).mean(), 5 / 18.0, 0.002);
}

TEST(DrawWeights, AreUniformInABoxThatIsTheSimplexOrATriangleOfIt) {
  constexpr int kDraws = 200000;
  const Eigen::MatrixXd whole =
      draw_weights(box(Eigen::VectorXd::Zero(3), Eigen::VectorXd::Ones(3)), 3, 0, kDraws, 5);
  EXPECT_NEAR((whole.row(1).array() < 0.2).cast<double>().mean(), 1 - 0.64, 0.004);
  EXPECT_NEAR((whole.row(2).array() < 0.2).cast<double>().mean(), 1 - 0.64, 0.004);
  // 0.5 + a, 0.2 + b, 0.1 + c with a + b + c = 0.2, none cut by its upper bound but a at 0.1.
  const Eigen::MatrixXd cut =
      draw_weights(box(numbers({0.5, 0.2, 0.1}), numbers({0.6, 1, 1})), 3, 0, kDraws, 5);
  // Of the triangle the part with a < 0.1 is left; a < 0.05 is 1 - 0.75^2 over 1 - 0.5^2 of it.
  EXPECT_NEAR((cut.row(0).array() < 0.55).cast<double>().mean(), 0.4375 / 0.75, 0.004);
  // Mirrored: from above.
  const Eigen::MatrixXd mirrored =
      draw_weights(box(numbers({0, 0, 0}), numbers({0.4, 0.4, 0.4})), 3, 0, kDraws, 5);
  EXPECT_NEAR((mirrored.row(0).array() > 0.36).cast<double>().mean(), 1 - 0.64, 0.004);
}

TEST(DrawWeights, AreTheOnlyOnesWhereTheBoxIsACorner) {
  const Eigen::MatrixXd drawn =
      draw_weights(box(numbers({0.5, 0.25, 0.25}), numbers({1, 1, 1})), 3, 0, 3, 1);
  EXPECT_EQ(drawn.col(2), numbers({0.5, 0.25, 0.25}));
  EXPECT_EQ(draw_weights(flat(), 1, 0, 1, 1)(0, 0), 1);
}

TEST(Acceptability, CountsPlacesWeightsAndTies) {
  // The first two are equal; the third wins where its only criterion weighs more than half.
  const Acceptability found = acceptability(table({{1, 0}, {1, 0}, {0, 1}}), flat(), {4000, 1}, 3);
  const Eigen::MatrixXd weights = draw_weights(flat(), 2, 0, 4000, 1);
  const auto wins = static_cast<int>((weights.row(1).array() > weights.row(0).array()).count());
  EXPECT_EQ(found.places(0, 2), wins);
  EXPECT_EQ(found.places(2, 2), 4000 - wins);
  EXPECT_EQ(found.places(0, 0), 4000 - wins);
  EXPECT_EQ(found.places(1, 1), wins);
  EXPECT_EQ(found.tied, Eigen::Vector3i(4000, 4000, 0));
  EXPECT_EQ(found.draws_with_ties, 4000);
  EXPECT_NEAR(found.first_weights(1, 2) / wins, 0.75, 0.01);
  EXPECT_EQ(found.at_line.size(), 0);
}

TEST(Acceptability, TiesWhatDoublesOnlySeemToTellApart) {
  const double almost = 0.1 + 0.2;
  const Acceptability found =
      acceptability(table({{almost, 1}, {0.3, 1}, {0.2, 1e6}}), flat(), {100, 1}, 3);
  EXPECT_EQ(found.tied, Eigen::Vector3i(100, 100, 0));
  EXPECT_EQ(found.places(1, 0) + found.places(0, 0), 100);
}

TEST(Acceptability, CountsWhoReachesALine) {
  const Acceptability found =
      acceptability(table({{0.5, 0.5}, {0, 1}, {0.4, 0.49}}), flat(), {10000, 1}, 1, 0.5);
  EXPECT_EQ(found.at_line[0], 10000);  // at the line is over it, whatever the sum is rounded to
  EXPECT_NEAR(found.at_line[1], 5000, 200);
  EXPECT_EQ(found.at_line[2], 0);
}

TEST(Acceptability, OfTheFirstFewIsThatOfAll) {
  for (const Eigen::Index n : {1, 7, 60, 500}) {
    Eigen::MatrixXd values = anything(n, 4);
    if (n > 6) values.row(6) = values.row(1);
    const Acceptability all = acceptability(values, flat(), {500, 1}, n);
    const Eigen::Index k = std::max<Eigen::Index>(1, n / 3);
    const Acceptability few = acceptability(values, flat(), {500, 1}, k);
    EXPECT_EQ(few.places, all.places.topRows(k));
    EXPECT_EQ(few.first_weights, all.first_weights);
  }
}

TEST(Acceptability, OfTheFirstFewKeepsWhoSeemsAHairBehindTheLast) {
  Eigen::MatrixXd values = Eigen::MatrixXd::Zero(16, 2);
  values.row(0) << 0.3, 1;
  values.row(9) << 0.1 + 0.2, 1;
  const Acceptability found = acceptability(values, flat(), {100, 1}, 1);
  EXPECT_EQ(found.places(0, 0), 100);
  EXPECT_EQ(found.places(0, 9), 100);
}

TEST(Acceptability, IsTheSameForAnyNumberOfThreads) {
  Eigen::MatrixXd values = anything(101, 6);
  values.row(6) = values.row(1);
  const WeightLaw law = box(Eigen::VectorXd::Constant(6, 0.1), Eigen::VectorXd::Constant(6, 0.4));
  const Sampling sampling{60001, 7};
  const Acceptability one = acceptability(values, law, sampling, 101, 0.2, 1);
  const Acceptability two = acceptability(values, law, sampling, 101, 0.2, 2);
  EXPECT_EQ(one.places, two.places);
  EXPECT_EQ(one.first_weights, two.first_weights);
  EXPECT_EQ(one.at_line, two.at_line);
  EXPECT_EQ(one.tied[6], 60001);
  EXPECT_EQ(one.draws_with_ties, 60001);
  EXPECT_EQ(pairwise_wins(values, law, sampling, 1), pairwise_wins(values, law, sampling, 2));
}

TEST(Acceptability, CopesWithNumbersOfAnySize) {
  for (const double scale : {1e-300, 1.0, 1e300}) {
    const Acceptability found =
        acceptability(table({{1, 0}, {0, 1}, {0.9, 0.9}}) * scale, flat(), {1000, 1}, 3);
    EXPECT_EQ(found.places.col(2).sum(), 1000);
    EXPECT_GT(found.places(0, 2), 700);
    EXPECT_EQ(found.draws_with_ties, 0);
  }
  const Acceptability equal =
      acceptability(Eigen::MatrixXd::Constant(50, 3, 7), flat(), {10, 1}, 50);
  EXPECT_TRUE((equal.places.row(0).array() == 10).all());
}

TEST(PairwiseWins, CountEachPairOnceAndATieNever) {
  Eigen::MatrixXd values = anything(30, 4);
  values.row(9) = values.row(4);
  const Sampling sampling{777, 3};
  const Tallies wins = pairwise_wins(values, flat(), sampling);
  const Acceptability found = acceptability(values, flat(), sampling, 30);
  EXPECT_EQ(wins(4, 9) + wins(9, 4), 0);
  EXPECT_EQ(wins(4, 5) + wins(5, 4), 777);
  EXPECT_EQ(wins.diagonal().sum(), 0);
  // A place is one more than those who win: over all draws the sums agree.
  for (Eigen::Index i = 0; i < 30; ++i) {
    std::int64_t behind = 0;
    for (Eigen::Index place = 0; place < 30; ++place) behind += place * found.places(place, i);
    EXPECT_EQ(wins.col(i).sum(), behind);
  }
}

template <typename Asked>
std::string refusal(const Asked& asked) {
  try {
    asked();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Acceptability, RefusesWhatCannotBeAsked) {
  const Eigen::MatrixXd values = anything(3, 2);
  const auto with = [&](const WeightLaw& law, Sampling sampling = {10, 1}, Eigen::Index k = 3) {
    return refusal([&] { (void)acceptability(values, law, sampling, k); });
  };
  EXPECT_EQ(with(box(numbers({0.6, 0.6}), numbers({1, 1}))),
            "no weights of the box sum to 1: they reach 1.200000 to 2.000000");
  EXPECT_EQ(with(box(numbers({0.6, 0.1}), numbers({0.5, 1}))),
            "a weight's bounds must keep 0 <= low <= high <= 1");
  EXPECT_EQ(with(box(numbers({0}), numbers({1}))),
            "low and high must have a weight for each of 2 criteria");
  EXPECT_EQ(with(order({0, 0})), "an order must name each of 2 criteria once");
  EXPECT_EQ(with(flat(), {0, 1}), "draws must be 1 to 2147483647, not 0");
  EXPECT_EQ(with(flat(), {10, 1}, 4), "places 1 to 3 can be counted, not 4");
  Eigen::MatrixXd broken = values;
  broken(1, 1) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(refusal([&] { (void)acceptability(broken, flat(), {10, 1}, 3); }),
            "values must be finite");
}

}  // namespace
