#include "lantoa/error.hpp"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace {

TEST(InputError, KeepsItsMessage) {
  EXPECT_EQ(std::string(lantoa::InputError("grain must be 1 or more, not 0").what()),
            "grain must be 1 or more, not 0");
}

TEST(InputError, IsCaughtByThoseWhoExpectAnInvalidArgument) {
  EXPECT_THROW(throw lantoa::InputError("no"), std::invalid_argument);
}

}  // namespace
