#include "lantoa/about.hpp"

#include <string>
#include <string_view>

#include <Eigen/Core>

#include "lantoa/parallel.hpp"

namespace lantoa {
namespace {

std::string_view compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string eigen() {
  return std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
         std::to_string(EIGEN_MINOR_VERSION);
}

#if defined(NDEBUG) || defined(EIGEN_NO_DEBUG)
constexpr bool kAssertions = false;
#else
constexpr bool kAssertions = true;
#endif

}  // namespace

Build about() {
  return {.version = LANTOA_VERSION,
          .compiler = std::string(compiler()),
          .flags = LANTOA_FLAGS,
          .eigen = eigen(),
          .threads = threading(),
          .assertions = kAssertions};
}

}  // namespace lantoa
