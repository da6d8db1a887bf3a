#include "lantoa/about.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "lantoa/parallel.hpp"

namespace {

using lantoa::about;

TEST(About, NamesTheVersionInThreeNumbers) {
  const auto version = about().version;
  EXPECT_EQ(std::count(version.begin(), version.end(), '.'), 2) << version;
}

TEST(About, NamesTheCompilerWithItsVersion) {
  EXPECT_NE(about().compiler.find_first_of("0123456789"), std::string::npos);
}

TEST(About, OwnsUpToTheSwitchThatKeepsDoublesEqual) {
  EXPECT_NE(about().flags.find("-ffp-contract=off"), std::string::npos);
  EXPECT_EQ(about().flags.find("-ffast-math"), std::string::npos);
}

TEST(About, SaysWhatRunsTheThreads) { EXPECT_EQ(about().threads, lantoa::threading()); }

TEST(About, KnowsAnEigenThatTheBuildAccepts) { EXPECT_GE(about().eigen, "3.4"); }

}  // namespace
