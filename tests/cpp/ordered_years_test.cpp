#include "lantoa/ordered_years.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace {

using Eigen::ArrayXXd;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

lantoa::OrderedYears ordered(const ArrayXXd& values, std::int64_t draws = 9'999) {
  return lantoa::ordered_years(values, draws, 1);
}

ArrayXXd noise(Eigen::Index n, Eigen::Index years, std::uint64_t replicate) {
  const lantoa::Draws draws(17, lantoa::Stream::kErrors, replicate);
  ArrayXXd out(n, years);
  for (Eigen::Index i = 0; i < out.size(); ++i) {
    out.data()[i] = draws.normals(static_cast<std::uint32_t>(i))[0];
  }
  return out;
}

// Three subjects by three years, all rising: L = 3 (1 + 4 + 9), one order in 6^3 either way.
TEST(OrderedYears, AreExact) {
  ArrayXXd values(3, 3);
  values << 1, 2, 3, 10, 20, 30, 0.1, 0.2, 0.3;
  const auto found = ordered(values);
  EXPECT_DOUBLE_EQ(found.page, 42);
  EXPECT_NEAR(found.page_p, 2.0 / 216, 1e-15);
  EXPECT_NEAR(found.page_smallest, 2.0 / 216, 1e-15);
  EXPECT_DOUBLE_EQ(found.friedman, 6);
  EXPECT_NEAR(found.friedman_p, 6.0 / 216, 1e-15);
}

TEST(OrderedYears, CountEveryOrderOfEverySubject) {
  ArrayXXd values(3, 3);
  values << 2, 2, 5, 1, 3, 2, 4, 4, 6;
  const auto observed = ordered(values);
  std::vector<std::vector<double>> rows(3, std::vector<double>(3));
  for (int row = 0; row < 3; ++row) {
    for (int year = 0; year < 3; ++year)
      rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(year)] = values(row, year);
    std::ranges::sort(rows[static_cast<std::size_t>(row)]);
  }
  int orders = 0;
  int page = 0;
  int friedman = 0;
  do {
    do {
      do {
        ArrayXXd moved(3, 3);
        for (int row = 0; row < 3; ++row) {
          for (int year = 0; year < 3; ++year)
            moved(row, year) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(year)];
        }
        const auto here = ordered(moved);
        ++orders;
        page += std::abs(here.page - 36) >= std::abs(observed.page - 36) - 1e-9 ? 1 : 0;
        friedman += here.friedman >= observed.friedman - 1e-9 ? 1 : 0;
      } while (std::ranges::next_permutation(rows[2]).found);
    } while (std::ranges::next_permutation(rows[1]).found);
  } while (std::ranges::next_permutation(rows[0]).found);
  EXPECT_NEAR(observed.page_p, static_cast<double>(page) / orders, 1e-12);
  EXPECT_NEAR(observed.friedman_p, static_cast<double>(friedman) / orders, 1e-12);
}

TEST(OrderedYears, LeaveOutWhoMissesAYear) {
  ArrayXXd values(2, 3);
  values << 1, 2, 3, 1, kNone, 3;
  EXPECT_EQ(ordered(values).subjects, 1);
  EXPECT_NEAR(ordered(values).page_p, 2.0 / 6, 1e-15);
  EXPECT_DOUBLE_EQ(ordered(ArrayXXd::Ones(2, 3)).page_p, 1);
  EXPECT_DOUBLE_EQ(ordered(ArrayXXd::Ones(2, 3)).friedman_p, 1);
  EXPECT_DOUBLE_EQ(ordered(ArrayXXd(0, 3)).page_p, 1);
}

TEST(OrderedYears, MeetTheNormalAndTheDrawn) {
  const ArrayXXd values = noise(100, 6, 1);
  ArrayXXd more(101, 6);
  more << values, noise(1, 6, 2);
  EXPECT_TRUE(ordered(values).page_exact);
  EXPECT_FALSE(ordered(more).page_exact);
  EXPECT_NEAR(ordered(values).page_p, ordered(more).page_p, 0.1);
  EXPECT_FALSE(ordered(values).friedman_orders.exact);
  EXPECT_NEAR(ordered(values).friedman_p, ordered(more).friedman_p, 0.1);
  const ArrayXXd small = noise(6, 4, 3);
  EXPECT_TRUE(ordered(small).friedman_orders.exact);
}

// What everybody shares in a year passes for an order where subjects are taken as independent.
TEST(OrderedYears, ChangeTheYearsForAllAtOnceToo) {
  ArrayXXd values(3, 3);
  values << 1, 2, 3, 10, 20, 30, 0.1, 0.2, 0.3;
  EXPECT_NEAR(ordered(values).page_years_p, 2.0 / 6, 1e-15);
  EXPECT_NEAR(ordered(values).page_years_smallest, 2.0 / 6, 1e-15);
  int alone = 0;
  int together = 0;
  constexpr int kRuns = 150;
  for (int run = 0; run < kRuns; ++run) {
    const auto at = static_cast<std::uint64_t>(run);
    const ArrayXXd shared = noise(1, 5, 1000 + at).replicate(101, 1);
    const auto found = ordered(noise(101, 5, at) + 0.7 * shared);
    alone += found.page_p <= 0.05 ? 1 : 0;
    together += found.page_years_p <= 0.05 ? 1 : 0;
  }
  EXPECT_GE(alone, 0.2 * kRuns);
  EXPECT_LE(together, 0.08 * kRuns);
  EXPECT_GE(together, 0.01 * kRuns);
}

TEST(OrderedYears, KeepTheirSize) {
  int page = 0;
  int friedman = 0;
  constexpr int kRuns = 300;
  for (int run = 0; run < kRuns; ++run) {
    const auto found = ordered(noise(8, 4, static_cast<std::uint64_t>(run)));
    page += found.page_p <= 0.05 ? 1 : 0;
    friedman += found.friedman_p <= 0.05 ? 1 : 0;
  }
  EXPECT_LE(page, 0.08 * kRuns);
  EXPECT_LE(friedman, 0.08 * kRuns);
  EXPECT_GE(friedman, 0.02 * kRuns);
}

TEST(OrderedYears, AskForDraws) {
  EXPECT_THROW((void)ordered(noise(60, 8, 1), 0), lantoa::InputError);
}

TEST(OrderedYears, KnowTheirFloorWhereOrdersAreDrawn) {
  ArrayXXd values = ArrayXXd::Ones(30, 10);
  const auto flat = ordered(values, 999);
  EXPECT_GT(flat.page_years_smallest, 0.99);
  EXPECT_GT(flat.friedman_smallest, 0.99);
  values.col(9) = 2;
  EXPECT_NEAR(ordered(values, 9'999).page_years_smallest, 0.2, 0.02);
}

}  // namespace
