#include "power.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

constexpr Eigen::Index kLarge = 500;  // subjects from which on sums are normal enough
constexpr double kRoom = 10;          // times more arrangements than 1 / alpha
constexpr std::int64_t kMostOffices = 100'000;
constexpr std::int64_t kMostFreedom = 1'000;  // from here on the noise is as good as known
constexpr std::uint32_t kScales = 1U << 22U;  // positions of draws beyond those of a deal

/// The number below which a normal one falls with probability p.
double normal_quantile(double p) {
  double low = -40;
  double high = 40;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    (std::erfc(-middle / std::numbers::sqrt2) / 2 < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

bool is_normal(Eigen::Index subjects, double arrangements, double alpha) {
  return subjects > kLarge && arrangements * alpha > kRoom;
}

double errors_found(double alpha, double power) {
  return normal_quantile(1 - alpha / 2) + normal_quantile(power);
}

double scale_of(std::int64_t freedom, std::uint64_t seed, std::int64_t office) {
  if (freedom == 0 || freedom > kMostFreedom) return 1;
  const Draws draws(seed, Stream::kTurns, static_cast<std::uint64_t>(office));
  double sum = 0;
  for (std::int64_t at = 0; at < freedom; ++at) {
    const double normal = draws.normals(
        kScales + static_cast<std::uint32_t>(at / 2))[static_cast<std::size_t>(at % 2)];
    sum += normal * normal;
  }
  return std::sqrt(static_cast<double>(freedom) / sum);
}

double least(std::vector<double> up, std::vector<double> down, double power) {
  std::ranges::sort(up);
  std::ranges::sort(down);
  const auto all = static_cast<double>(up.size());
  for (std::size_t at = 0; at < up.size(); ++at) {
    if (up[at] < 0) continue;
    const auto wrong = down.end() - std::ranges::upper_bound(down, up[at]);
    if (static_cast<double>(at + 1) + static_cast<double>(wrong) >= power * all) return up[at];
  }
  return std::numeric_limits<double>::infinity();
}

void check_power(std::int64_t freedom, double alpha, double power, std::int64_t offices) {
  if (freedom < 0) throw InputError("freedom must be 0 or more, not " + std::to_string(freedom));
  for (const double share : {alpha, power}) {
    if (!(share > 0 && share < 1)) {
      throw InputError("alpha and power must lie between 0 and 1, not " + std::to_string(share));
    }
  }
  if (offices < 1 || offices > kMostOffices) {
    throw InputError("offices must be 1 to " + std::to_string(kMostOffices) + ", not " +
                     std::to_string(offices));
  }
}

}  // namespace lantoa
