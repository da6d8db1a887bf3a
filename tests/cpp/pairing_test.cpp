#include "lantoa/pairing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "lantoa/error.hpp"
#include "lantoa/revolving.hpp"

namespace lantoa {
namespace {

Eigen::VectorXd numbers(std::initializer_list<double> list) {
  Eigen::VectorXd out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

TEST(Pairing, FindsOneOrderOfAllForNumbersThatRiseTogether) {
  const Eigen::VectorXd rising = numbers({1, 2, 4, 8, 16});
  const Pairing found = pairing(rising, 3 * rising, Codes::Zero(5), {});
  EXPECT_NEAR(found.correlation, 1, 1e-12);
  EXPECT_EQ(found.arrangements, 120);
  EXPECT_EQ(found.tails.counted, 120);
  EXPECT_EQ(found.tails.upper, 1);
  EXPECT_EQ(found.tails.lower, 120);
  EXPECT_TRUE(found.tails.is_exact);
}

TEST(Pairing, ExchangesWithinStrataOnly) {
  // Two strata of different height, each with one order of two that agrees.
  const Codes stratum = (Codes(4) << 0, 0, 1, 1).finished();
  const Pairing found = pairing(numbers({1, 2, 101, 102}), numbers({5, 6, 905, 906}), stratum, {});
  EXPECT_EQ(found.arrangements, 4);
  EXPECT_EQ(found.tails.upper, 1);
  EXPECT_EQ(found.tails.two, 2);
  EXPECT_NEAR(found.correlation, 1, 1e-12);
}

TEST(Pairing, CountsEverythingWhereNothingVaries) {
  const Pairing found = pairing(numbers({0.1, 0.1, 0.1}), numbers({1, 2, 3}), Codes::Zero(3), {});
  EXPECT_EQ(found.correlation, 0);
  EXPECT_EQ(found.tails.two, 6);
}

TEST(Pairing, SamplesWhereOrdersAreMany) {
  Eigen::VectorXd wave(40);
  for (Eigen::Index at = 0; at < 40; ++at) wave[at] = std::sin(static_cast<double>(at * at));
  const Pairing same = pairing(wave, wave, Codes::Zero(40), {.draws = 999, .seed = 1});
  EXPECT_EQ(same.arrangements, kCountless);
  EXPECT_EQ(same.tails.counted, 1'000);
  EXPECT_EQ(same.tails.two, 1);
  const Eigen::VectorXd turned = wave.reverse();
  const Pairing other = pairing(wave, turned, Codes::Zero(40), {.draws = 999, .seed = 1});
  EXPECT_GT(other.tails.two, 20);
}

TEST(Pairing, RefusesNumbersThatAreNone) {
  const auto ask = [](const Eigen::VectorXd& first, const Codes& stratum) {
    static_cast<void>(pairing(first, numbers({1, 2}), stratum, {}));
  };
  EXPECT_THROW(ask(numbers({1, 2, 3}), Codes::Zero(2)), InputError);
  EXPECT_THROW(ask(numbers({1, std::numeric_limits<double>::infinity()}), Codes::Zero(2)),
               InputError);
  EXPECT_THROW(ask(numbers({1, 2}), Codes::Constant(2, 2)), InputError);
}

}  // namespace
}  // namespace lantoa
