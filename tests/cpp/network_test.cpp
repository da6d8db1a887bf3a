#include "lantoa/network.hpp"

#include <gtest/gtest.h>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

Codes codes(std::initializer_list<Code> values) {
  Codes made(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), made.data());
  return made;
}

TEST(Network, TiesStandInTheRowOfTheirEndInTheOrderOfTheList) {
  const Network rows = rows_of(4, codes({2, 0, 2}), codes({1, 3, 0}));
  EXPECT_EQ(rows.first, codes({0, 1, 1, 3, 3}));
  EXPECT_EQ(rows.other, codes({3, 1, 0}));
  EXPECT_EQ(rows.tie, codes({1, 0, 2}));
}

TEST(Network, NobodyAndNothingHaveRowsToo) {
  EXPECT_EQ(rows_of(0, codes({}), codes({})).first, codes({0}));
  EXPECT_EQ(rows_of(2, codes({}), codes({})).first, codes({0, 0, 0}));
}

TEST(Network, EndsThatAreNobodyAreRefused) {
  EXPECT_THROW(rows_of(2, codes({0}), codes({2})), InputError);
  EXPECT_THROW(rows_of(2, codes({-1}), codes({0})), InputError);
  EXPECT_THROW(rows_of(2, codes({0, 1}), codes({0})), InputError);
  EXPECT_THROW(rows_of(-1, codes({}), codes({})), InputError);
}

}  // namespace
}  // namespace lantoa
