#include "lantoa/pairing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "lantoa/error.hpp"
#include "lantoa/revolving.hpp"

namespace lantoa {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Eigen::VectorXd numbers(std::initializer_list<double> list) {
  Eigen::VectorXd out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

Codes codes(std::initializer_list<Code> list) {
  Codes out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

/// Sources of whom none is a taker.
Codes nobody(Eigen::Index n) { return Codes::Constant(n, -1); }

TEST(Pairing, FindsOneOrderOfAllForNumbersThatRiseTogether) {
  const Eigen::VectorXd rising = numbers({1, 2, 4, 8, 16});
  const Pairing found = pairing(rising, nobody(5), 3 * rising, Codes::Zero(5), {});
  EXPECT_NEAR(found.correlation, 1, 1e-12);
  EXPECT_EQ(found.arrangements, 120);
  EXPECT_EQ(found.tails.counted, 120);
  EXPECT_EQ(found.tails.upper, 1);
  EXPECT_EQ(found.tails.lower, 120);
  EXPECT_EQ(found.at_the_end, 1);
  EXPECT_TRUE(found.tails.is_exact);
}

TEST(Pairing, ExchangesWithinStrataOnly) {
  // Two strata of different height, each with one order of two that agrees.
  const Codes stratum = codes({0, 0, 1, 1});
  const Pairing found =
      pairing(numbers({1, 2, 101, 102}), nobody(4), numbers({5, 6, 905, 906}), stratum, {});
  EXPECT_EQ(found.arrangements, 4);
  EXPECT_EQ(found.tails.upper, 1);
  EXPECT_EQ(found.tails.two, 2);
  EXPECT_EQ(found.at_the_end, 2);
  EXPECT_NEAR(found.correlation, 1, 1e-12);
}

TEST(Pairing, TakesNumbersOfTakersAlongWhereTheyAreSources) {
  // A ring of three: whatever stands where, every two of them stand beside each other once.
  const Codes ring = codes({1, 2, 0});
  const Pairing found =
      pairing(numbers({1, 5, 7}), ring, numbers({kNone, 0, 1e300}), Codes::Zero(3), {});
  EXPECT_EQ(found.arrangements, 6);
  EXPECT_EQ(found.tails.upper, 6);
  EXPECT_EQ(found.tails.lower, 6);
  EXPECT_EQ(found.at_the_end, 6);
  EXPECT_NEAR(found.correlation, -0.5, 1e-12);
}

TEST(Pairing, OfTwoWhoNameEachOtherTheSwapGivesTheSameSum) {
  const Codes both = codes({1, 0, -1, -1});
  const Pairing found =
      pairing(numbers({1, 4, 2, 9}), both, numbers({kNone, kNone, 3, 8}), codes({0, 0, 1, 1}), {});
  EXPECT_EQ(found.arrangements, 4);
  EXPECT_EQ(found.at_the_end, 4);  // and the other pair turned round is as far out
  EXPECT_EQ(found.tails.upper, 2);
}

TEST(Pairing, CountsTailsAboutAMeanThatIsNotZero) {
  // Of 1, 2 and 6, whose mean is 3, one names another: the products are -2 * -1, -2 * 3, -1 * 3,
  // twice each. Their mean is -7/3: 2 lies 13/3 above it, and nothing as far below.
  const Codes names = codes({1, -1, -1});
  const Pairing found =
      pairing(numbers({1, 2, 6}), names, numbers({kNone, 3, 3}), Codes::Zero(3), {});
  EXPECT_EQ(found.tails.upper, 2);
  EXPECT_EQ(found.tails.lower, 6);
  EXPECT_EQ(found.tails.two, 2);
  EXPECT_EQ(found.at_the_end, 2);
  const Pairing low =
      pairing(numbers({1, 6, 2}), names, numbers({kNone, 3, 3}), Codes::Zero(3), {});
  EXPECT_EQ(low.tails.lower, 2);
  EXPECT_EQ(low.tails.two, 4);
}

TEST(Pairing, HasAMeanOfZeroWhereSourcesStandInOtherStrata) {
  // The one of 0, 0 and 3 names the one of 1 and 5: products 2 * 2, -1 * 2, and turned round.
  const Pairing found = pairing(numbers({3, 0, 0, 5, 1}), codes({3, -1, -1, -1, -1}),
                                numbers({kNone, 3, 3, 0, 0}), codes({0, 0, 0, 1, 1}), {});
  EXPECT_EQ(found.arrangements, 6);
  EXPECT_EQ(found.tails.upper, 1);
  EXPECT_EQ(found.tails.two, 2);  // 4 and -4
  EXPECT_EQ(found.at_the_end, 2);
}

TEST(Pairing, AddsUpWhatStaysAndWhatMovesInOneUnit) {
  // Whole numbers change, tenths are given. With c the changes less 2 and z what is given last the
  // sums are c0 c1 + c2 (z - 2): of all orders -1, 0.5 and -0.5 for 2.5, and -1, 1.5, -1.5 for 3.5.
  const auto ask = [](double z) {
    return pairing(numbers({3, 1, 2}), codes({1, -1, -1}), numbers({kNone, 2, z}), Codes::Zero(3),
                   {});
  };
  EXPECT_EQ(ask(2.5).tails.lower, 2);
  EXPECT_EQ(ask(3.5).tails.lower, 4);
}

TEST(Pairing, TakesSumsThatRoundingsPartForEqual) {
  // Tenths, and the same as differences of longer numbers, each with a rounding of its own.
  const Eigen::VectorXd clean = numbers({0.1, 0.3, 0.2, 0.4});
  const Eigen::VectorXd rough = numbers({80.1 - 80, 7.3 - 7, 1000.2 - 1000, 60.4 - 60});
  const Eigen::VectorXd twice = numbers({0.1, 0.4, 0.1, 0.4});
  const Eigen::VectorXd both = numbers({80.1 - 80, 60.4 - 60, 7.1 - 7, 1000.4 - 1000});
  for (const Codes& names : {nobody(4), codes({1, 2, -1, -1})}) {
    for (const double sign : {1.0, -1.0}) {
      const Pairing one = pairing(sign * clean, names, twice, Codes::Zero(4), {});
      const Pairing other = pairing(sign * rough, names, both, Codes::Zero(4), {});
      EXPECT_EQ(one.tails.upper, other.tails.upper);
      EXPECT_EQ(one.tails.lower, other.tails.lower);
      EXPECT_EQ(one.tails.two, other.tails.two);
      EXPECT_EQ(one.at_the_end, other.at_the_end);
    }
  }
}

TEST(Pairing, HasOneArrangementWhereNothingVaries) {
  const Pairing found =
      pairing(numbers({0.1, 0.1, 0.1}), nobody(3), numbers({1, 2, 3}), Codes::Zero(3), {});
  EXPECT_EQ(found.correlation, 0);
  EXPECT_EQ(found.arrangements, 1);
  EXPECT_EQ(found.tails.two, 1);
  const Pairing flat =
      pairing(numbers({1, 2, 3}), nobody(3), numbers({0.3, 0.1 + 0.2, 0.3}), Codes::Zero(3), {});
  EXPECT_EQ(flat.correlation, 0);
  EXPECT_EQ(flat.at_the_end, 6);
}

TEST(Pairing, TakesNumbersThatRoundingPartsForOne) {
  const Pairing found =
      pairing(numbers({0.1 + 0.2, 0.3, 0.7}), nobody(3), numbers({1, 2, 3}), Codes::Zero(3), {});
  EXPECT_EQ(found.arrangements, 3);
}

TEST(Pairing, SamplesWhereOrdersAreMany) {
  Eigen::VectorXd wave(40);
  for (Eigen::Index at = 0; at < 40; ++at) wave[at] = std::sin(static_cast<double>(at * at));
  const Budget effort{.draws = 999, .seed = 1};
  const Pairing same = pairing(wave, nobody(40), wave, Codes::Zero(40), effort);
  EXPECT_EQ(same.arrangements, kCountless);
  EXPECT_EQ(same.tails.counted, 1'000);
  EXPECT_EQ(same.tails.two, 1);
  EXPECT_EQ(same.at_the_end, 1);
  const Eigen::VectorXd turned = wave.reverse();
  EXPECT_GT(pairing(wave, nobody(40), turned, Codes::Zero(40), effort).tails.two, 20);
}

TEST(Pairing, IsTheSameForAnyNumberOfThreads) {
  constexpr Eigen::Index kMany = 400;
  Eigen::VectorXd wave(kMany);
  Codes chain(kMany);
  Codes stratum(kMany);
  for (Eigen::Index at = 0; at < kMany; ++at) {
    wave[at] = std::sin(static_cast<double>(at * at));
    chain[at] = static_cast<Code>(at) - 1;
    stratum[at] = at % 12 < 7 ? 0 : 1;
  }
  const auto ask = [&](Eigen::Index n, Threads threads, std::int64_t draws) {
    const Budget effort{.draws = draws, .seed = 1, .threads = threads};
    return pairing(wave.head(n), chain.head(n), wave.head(n), stratum.head(n), effort);
  };
  for (const auto& [n, draws] : {std::pair{kMany, 13'999}, {Eigen::Index{12}, 1}}) {
    const Pairing one = ask(n, 1, draws);
    const Pairing two = ask(n, 2, draws);
    EXPECT_EQ(one.tails.is_exact, n < kMany);
    EXPECT_EQ(one.tails.upper, two.tails.upper);
    EXPECT_EQ(one.tails.lower, two.tails.lower);
    EXPECT_EQ(one.tails.two, two.tails.two);
    EXPECT_EQ(one.at_the_end, two.at_the_end);
  }
}

TEST(Pairing, RefusesNumbersThatAreNone) {
  const auto ask = [](const Eigen::VectorXd& change, const Codes& source, const Codes& stratum) {
    static_cast<void>(pairing(change, source, numbers({1, kNone}), stratum, {}));
  };
  const double infinite = std::numeric_limits<double>::infinity();
  const Codes first = codes({-1, 0});
  EXPECT_NO_THROW(ask(numbers({1, 2}), first, Codes::Zero(2)));
  EXPECT_THROW(ask(numbers({1, 2, 3}), first, Codes::Zero(2)), InputError);
  EXPECT_THROW(ask(numbers({1, infinite}), first, Codes::Zero(2)), InputError);
  EXPECT_THROW(ask(numbers({1, 2}), first, codes({0, 2})), InputError);
  EXPECT_THROW(ask(numbers({1, 2}), first, codes({0, -1})), InputError);
  EXPECT_THROW(ask(numbers({1, 2}), codes({-1, 2}), Codes::Zero(2)), InputError);
  EXPECT_THROW(ask(numbers({1, 2}), codes({-2, 0}), Codes::Zero(2)), InputError);
  EXPECT_THROW(ask(numbers({1, 2}), codes({-1, 1}), Codes::Zero(2)), InputError);
  EXPECT_THROW(ask(numbers({1, 2}), codes({-1, -1}), Codes::Zero(2)), InputError);
}

}  // namespace
}  // namespace lantoa
