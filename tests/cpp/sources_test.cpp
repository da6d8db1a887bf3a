#include "sources.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "exchanging.hpp"
#include "picks.hpp"

namespace {

using lantoa::Code;
using lantoa::Codes;
using lantoa::kNotSeen;

constexpr Code kSubjects = 12;

/// Whole numbers below a bound, one after the other.
lantoa::Picks picks(std::uint64_t seed) {
  return lantoa::Picks(lantoa::Draws(seed, lantoa::Stream::kErrors, 0));
}

/// Ties at random, of equal or of other weights.
lantoa::TieRows some_ties(lantoa::Picks& random, bool equal) {
  constexpr Eigen::Index kTies = 40;
  lantoa::TieRows out{Codes(kTies), Codes(kTies), Eigen::VectorXd::Ones(kTies), Codes::Ones(kTies),
                      Codes::Constant(kTies, 9)};
  for (Eigen::Index row = 0; row < kTies; ++row) {
    out.source[row] = static_cast<Code>(random.below(kSubjects));
    out.taker[row] = static_cast<Code>(random.below(kSubjects));
    if (!equal) out.weight[row] = random.below(4);
  }
  return out;
}

TEST(MovingTimes, GiveTheShareThatTheTimesGiveAtOnce) {
  lantoa::Picks random = picks(3);
  for (int repeat = 0; repeat < 40; ++repeat) {
    Codes stratum = Codes::Zero(kSubjects);
    stratum[0] = lantoa::kHeld;  // a source only
    // One in four takes it up, or a few more: then all ties are looked at.
    const lantoa::Sources sources(some_ties(random, repeat % 2 == 0), stratum, 3 + repeat % 3, 4);
    std::vector<Code> times(kSubjects, kNotSeen);
    times[0] = 1;
    lantoa::MovingTimes moving(sources, times);
    for (int change = 0; change < 50; ++change) {
      const auto row = 1 + random.below(kSubjects - 1);
      times[row] = random.below(3) == 0 ? static_cast<Code>(1 + random.below(4)) : kNotSeen;
      moving.set(row, times[row]);
      EXPECT_EQ(moving.times(), times);
      EXPECT_EQ(moving.standing().mean, sources.standing(times).mean);
      EXPECT_EQ(moving.standing().members, sources.standing(times).members);
    }
  }
}

TEST(Exchange, StepsThroughEveryArrangementOnceByTheTimesThatChange) {
  Codes adopted(7);
  adopted << 1, 2, 0, 0, 3, 0, 2;
  Codes stratum(7);
  stratum << 0, 0, 0, 0, 1, 1, lantoa::kHeld;
  const lantoa::Exchange exchange(adopted, stratum);
  std::vector<Code> times = exchange.times();
  exchange.arrange(0, times);
  const std::vector<Code> first = times;
  std::vector<Code> scratch;
  for (std::int64_t number = 1; number <= exchange.count(); ++number) {
    exchange.step(times, scratch, [&](std::uint32_t row, Code time) {
      EXPECT_NE(times[row], time);
      times[row] = time;
    });
    std::vector<Code> expected = exchange.times();
    exchange.arrange(number % exchange.count(), expected);
    EXPECT_EQ(times, expected);
  }
  EXPECT_EQ(times, first);
}

}  // namespace
