#include "lantoa/staggered.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "lantoa/cohort.hpp"
#include "lantoa/error.hpp"
#include "lantoa/inversion.hpp"

namespace lantoa {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

Codes codes(std::initializer_list<Code> list) {
  Codes out(static_cast<Eigen::Index>(list.size()));
  std::ranges::copy(list, out.begin());
  return out;
}

/// Outcomes like noise, without a source of chance.
Eigen::ArrayXXd noise(Eigen::Index n, Eigen::Index years) {
  Eigen::ArrayXXd out(n, years);
  for (Eigen::Index row = 0; row < n; ++row) {
    for (Eigen::Index year = 0; year < years; ++year) {
      out(row, year) = std::sin(static_cast<double>((row + 1) * (row + 3) + 7 * year * (row + 2)));
    }
  }
  return out;
}

/// Two waves of two and three who are never drawn, over three years.
Turns two_waves() {
  return {codes({1, 1, 2, 2, 0, 0, 0}), Codes::Zero(7), codes({0, 1}), codes({0, 1}), 3};
}

/// As large as the waves.
Eigen::VectorXd by_size(const Turns& turns) { return turn_cells(turns).given.cast<double>(); }

Turned found(const Eigen::ArrayXXd& values, const Turns& turns, double alpha = 0.1,
             const Budget& effort = {}) {
  return staggered(values, turns, by_size(turns), alpha, effort);
}

double p_of(const Turned& one) {
  return static_cast<double>(one.tails.two) / static_cast<double>(one.tails.counted);
}

/// The outcomes without a difference in all years since given.
Eigen::ArrayXXd without(double shift, const Eigen::ArrayXXd& values, const Turns& turns) {
  Eigen::ArrayXXd out = values;
  for (Eigen::Index row = 0; row < out.rows(); ++row) {
    const Code wave = turns.wave[row];
    for (Eigen::Index year = 0; year < out.cols(); ++year) {
      if (wave > 0 && year >= turns.start[wave - 1]) out(row, year) -= shift;
    }
  }
  return out;
}

void expect_same(const Turned& one, const Turned& other) {
  EXPECT_EQ(one.tails.counted, other.tails.counted);
  EXPECT_EQ(one.tails.upper, other.tails.upper);
  EXPECT_EQ(one.tails.lower, other.tails.lower);
  EXPECT_EQ(one.tails.two, other.tails.two);
  EXPECT_EQ(one.estimate, other.estimate);
  EXPECT_EQ(one.low, other.low);
  EXPECT_EQ(one.high, other.high);
}

TEST(Staggered, PutsEachWaveBesideWhoIsCleanThen) {
  const TurnCells cells = turn_cells(two_waves());
  EXPECT_EQ(cells.wave, codes({1, 1, 1, 2, 2}));
  EXPECT_EQ(cells.year, codes({0, 1, 2, 1, 2}));
  EXPECT_EQ(cells.given, codes({2, 2, 2, 2, 2}));
  EXPECT_EQ(cells.controls, codes({5, 3, 3, 3, 3}));
  Turns never = two_waves();
  never.clean = codes({0, 0});
  EXPECT_EQ(turn_cells(never).controls, codes({3, 3, 3, 3, 3}));
}

TEST(Staggered, HasNoCellWhereNobodyIsLeft) {
  Turns all = two_waves();
  all.wave = codes({1, 1, 1, 2, 2, 2, 2});
  const TurnCells cells = turn_cells(all);
  EXPECT_EQ(cells.wave, codes({1}));
  EXPECT_EQ(cells.year, codes({0}));
  all.stratum = codes({0, 0, 1, 0, 0, 0, 0});  // one stratum has only the first wave
  EXPECT_EQ(turn_cells(all).given, codes({2}));
}

TEST(Staggered, FindsAPlantedDifference) {
  const Turns turns = two_waves();
  Eigen::ArrayXXd values(7, 3);
  for (Eigen::Index year = 0; year < 3; ++year)
    values.col(year).setConstant(static_cast<double>(year));
  const Turned one = found(without(-5, values, turns), turns);
  EXPECT_DOUBLE_EQ(one.estimate, 5);
  EXPECT_EQ(one.tails.counted, 210);  // 7! / (2! 2! 3!)
  EXPECT_EQ(one.tails.two, 1);
  EXPECT_DOUBLE_EQ(one.low, 5);
  EXPECT_DOUBLE_EQ(one.high, 5);
}

TEST(Staggered, IsTheDifferenceOfALotWhereThereIsOneWave) {
  const Codes drawn = codes({1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0});
  const Codes stratum = codes({0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1});
  const Eigen::ArrayXXd values = noise(11, 3);
  const Turns turns{drawn, stratum, codes({0}), codes({0}), 3};
  for (const double alpha : {0.05, 0.2}) {
    const Turned one = found(values, turns, alpha);
    const Eigen::VectorXd mean = values.rowwise().mean();
    const Tails tails = lot_tails(mean, drawn, stratum, false, {});
    const Shift shift = shift_interval(mean, drawn, stratum, alpha, {});
    EXPECT_EQ(one.tails.counted, tails.counted);
    EXPECT_EQ(one.tails.upper, tails.upper);
    EXPECT_EQ(one.tails.lower, tails.lower);
    EXPECT_EQ(one.tails.two, tails.two);
    EXPECT_NEAR(one.estimate, shift.estimate, 1e-14);
    EXPECT_NEAR(one.low, shift.low, 1e-13);
    EXPECT_NEAR(one.high, shift.high, 1e-13);
  }
  EXPECT_EQ(turn_count(turns, by_size(turns)), arrangement_count(drawn, stratum));
}

TEST(Staggered, HasTheCellsOfGroupTimeDifferences) {
  const Turns turns = two_waves();
  const Eigen::ArrayXXd after = noise(7, 3);
  Eigen::ArrayXXd values(7, 4);
  values << Eigen::ArrayXd::Zero(7), after;  // a base of one year, taken off
  const GroupTime other = group_time(cohort_moments(values, codes({2, 2, 3, 3, 0, 0, 0})), {});
  const TurnCells cells = turn_cells(turns);
  for (Eigen::Index at = 0; at < cells.wave.size(); ++at) {
    // The second wave is counted from the base too: of its cells only those of the first are equal.
    if (cells.wave[at] != 1) continue;
    Eigen::VectorXd weight = Eigen::VectorXd::Zero(cells.wave.size());
    weight[at] = 1;
    const double estimate = staggered(after, turns, weight, 0.1, {}).estimate;
    bool is_there = false;
    for (Eigen::Index its = 0; its < other.group.size(); ++its) {
      if (other.group[its] != 2 || other.period[its] != cells.year[at] + 2) continue;
      EXPECT_NEAR(estimate, other.effect[its], 1e-12);
      EXPECT_EQ(other.controls[its], cells.controls[at]);
      is_there = true;
    }
    EXPECT_TRUE(is_there);
  }
}

TEST(Staggered, HoldsWhatTheTestKeepsAndNothingElse) {
  Turns turns = two_waves();
  turns.wave = codes({1, 1, 2, 2, 0, 0, 0, 1, 2, 0, 0});
  turns.stratum = codes({0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1});
  const Eigen::ArrayXXd values = noise(11, 3);
  for (const double alpha : {0.05, 0.1, 0.32}) {
    const Turned one = found(values, turns, alpha);
    EXPECT_LE(one.low, one.estimate);
    EXPECT_LE(one.estimate, one.high);
    const auto p = [&](double shift) { return p_of(found(without(shift, values, turns), turns)); };
    EXPECT_GT(p(one.low + 1e-9), alpha);
    EXPECT_GT(p(one.high - 1e-9), alpha);
    EXPECT_LE(p(one.low - 1e-9), alpha);
    EXPECT_LE(p(one.high + 1e-9), alpha);
  }
}

TEST(Staggered, TellsNoMoreApartThanItCompares) {
  Turns turns = two_waves();
  EXPECT_EQ(turn_count(turns, by_size(turns)), 210);
  EXPECT_DOUBLE_EQ(smallest_turn_p(turns, by_size(turns), {}), 1.0 / 210);
  turns.years = 1;  // the second wave has not had its turn: who waits is one
  EXPECT_EQ(turn_count(turns, by_size(turns)), 21);
  turns.wave = codes({1, 1, 1, 2, 2, 0, 0});
  turns.wave.conservativeResize(6);
  turns.stratum = Codes::Zero(6);
  EXPECT_EQ(turn_count(turns, by_size(turns)), 20);
  EXPECT_DOUBLE_EQ(smallest_turn_p(turns, by_size(turns), {}), 0.1);  // as many turned round
  EXPECT_DOUBLE_EQ(smallest_turn_p(turns, by_size(turns), {.most = 10, .draws = 3}), 0.25);
}

TEST(Staggered, DoesNotTurnOnMagnitudeNorOnTheOrderOfRows) {
  const Turns turns = two_waves();
  const Eigen::ArrayXXd values = (10 * noise(7, 3)).round();
  const Turned plain = found(values, turns);
  for (const double scale : {1e-300, 1.0 / 3, 1e12, 1e300}) {
    const Turned one = found(values * scale, turns);
    EXPECT_EQ(one.tails.two, plain.tails.two);
    EXPECT_EQ(one.tails.upper, plain.tails.upper);
  }
  EXPECT_EQ(found(values + 1e9, turns).tails.two, plain.tails.two);
  Turns turned = turns;
  turned.wave = turns.wave.reverse();
  const Turned one = found(values.colwise().reverse(), turned);
  EXPECT_EQ(one.tails.two, plain.tails.two);
  EXPECT_EQ(one.low, plain.low);
  EXPECT_EQ(one.high, plain.high);
}

TEST(Staggered, ExcludesNothingWhereNothingIsToldApart) {
  Turns turns = two_waves();
  turns.wave = codes({1, 1, 2, 2, 0, 0, 0});
  const Turned one = found(noise(7, 3), turns, 0.004);
  EXPECT_EQ(one.low, -kInfinite);
  EXPECT_EQ(one.high, kInfinite);
}

TEST(Staggered, SamplesTheSameOnOneThreadAndOnTwo) {
  Turns turns = two_waves();
  turns.wave = Codes(60);
  turns.stratum = Codes(60);
  for (Eigen::Index row = 0; row < 60; ++row) {
    turns.wave[row] = static_cast<Code>(row % 4 % 3);
    turns.stratum[row] = static_cast<Code>(row % 3);
  }
  const Eigen::ArrayXXd values = noise(60, 3);
  const Turned one = found(values, turns, 0.05, {.seed = 5, .threads = 1});
  expect_same(found(values, turns, 0.05, {.seed = 5, .threads = 2}), one);
  EXPECT_EQ(one.tails.counted, 10'000);
  EXPECT_EQ(one.tails.upper + one.tails.lower, 10'001);
  EXPECT_FALSE(one.tails.is_exact);
  const Eigen::ArrayXXd covariance = Eigen::ArrayXXd::Constant(3, 3, 0.5);
  const auto size = [&](Threads threads) {
    return detectable_turns(turns, by_size(turns), covariance, 5, 0.05, 0.8, 200, 1, threads).shift;
  };
  EXPECT_EQ(size(1), size(2));
}

TEST(Staggered, SamplesWhatItWouldEnumerate) {
  const Turns turns = two_waves();
  const Eigen::ArrayXXd values = noise(7, 3);
  const double p = p_of(found(values, turns));
  const double near = p_of(found(values, turns, 0.1, {.most = 10, .draws = 39'999}));
  EXPECT_NEAR(near, p, 3 * std::sqrt(p * (1 - p) / 40'000));
}

TEST(Staggered, NeedsOfOneWaveWhatALotNeeds) {
  Codes drawn = Codes::Zero(12);
  drawn.head(5).setOnes();
  const Codes stratum = Codes::Zero(12);
  const Turns turns{drawn, stratum, codes({0}), codes({0}), 1};
  const Eigen::ArrayXXd one = Eigen::ArrayXXd::Constant(1, 1, 1.0);
  const Detectable found =
      detectable_turns(turns, by_size(turns), one, 0, 0.05, 0.8, 2'000, 3, kAllThreads);
  const Detectable plain = detectable_shift(drawn, stratum, 0.05, 0.8, 2'000, 3, kAllThreads);
  EXPECT_NEAR(found.closed_form, plain.closed_form, 1e-12);
  EXPECT_NEAR(found.shift, plain.shift, 0.1);
  // Noise that few degrees tell may be larger: a size that is found on the average must be too.
  const Detectable few =
      detectable_turns(turns, by_size(turns), one, 6, 0.05, 0.8, 2'000, 3, kAllThreads);
  EXPECT_EQ(few.closed_form, found.closed_form);
  EXPECT_NEAR(few.shift / found.shift, 1.16, 0.08);
  // Twice the noise needs twice the difference, and years that agree are one.
  const Turns longer{drawn, stratum, codes({0}), codes({0}), 3};
  const Detectable alike =
      detectable_turns(longer, by_size(longer), Eigen::ArrayXXd::Constant(3, 3, 4.0), 0, 0.05, 0.8,
                       2'000, 3, kAllThreads);
  EXPECT_NEAR(alike.closed_form, 2 * plain.closed_form, 1e-12);
  EXPECT_NEAR(alike.shift, 2 * plain.shift, 0.2);
}

TEST(Staggered, RefusesWhatIsNoLotInWaves) {
  const Eigen::ArrayXXd values = noise(7, 3);
  const auto refused = [&](const Turns& turns) {
    EXPECT_THROW(static_cast<void>(turn_cells(turns)), InputError);
  };
  Turns turns = two_waves();
  turns.wave[3] = 3;
  refused(turns);
  turns = two_waves();
  turns.start = codes({1, 0});
  refused(turns);
  turns = two_waves();
  turns.clean = codes({0, 2});
  refused(turns);
  turns = two_waves();
  turns.stratum[0] = 7;
  refused(turns);
  turns = two_waves();
  const Eigen::VectorXd weight = by_size(turns);
  EXPECT_THROW(static_cast<void>(staggered(values, turns, 0 * weight, 0.1, {})), InputError);
  EXPECT_THROW(static_cast<void>(staggered(values, turns, -weight, 0.1, {})), InputError);
  EXPECT_THROW(static_cast<void>(staggered(values, turns, weight, 1, {})), InputError);
  EXPECT_THROW(static_cast<void>(staggered(values.leftCols(2), turns, weight, 0.1, {})),
               InputError);
  EXPECT_THROW(static_cast<void>(staggered(values / 0, turns, weight, 0.1, {})), InputError);
  EXPECT_THROW(static_cast<void>(detectable_turns(turns, weight, values, 0, 0.05, 0.8, 10, 1, 1)),
               InputError);
}

}  // namespace
}  // namespace lantoa
