#include "centring.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>

#include "lantoa/error.hpp"
#include "lantoa/integer.hpp"

namespace lantoa {
namespace {

constexpr int kMostPlaces = 15;
constexpr double kMostDigits = 0x1p53;        // up to here every whole number is a double
constexpr Wide kMostSum = Wide{1} << 61U;     // of the sizes of all values: no sum overflows
constexpr long double kRoundings = 0x1p-51L;  // of a value that a caller computed

using Vector = Eigen::Ref<const Eigen::VectorXd>;

/// The values as whole numbers of the largest power of ten that they all are multiples of.
std::optional<Wholes> decimals(const Vector& values, long double& unit) {
  double power = 1;
  for (int places = 0; places <= kMostPlaces; ++places, power *= 10) {
    Wholes out;
    for (const double value : values) {
      const double scaled = std::nearbyint(value * power);
      if (std::abs(scaled) >= kMostDigits || scaled / power != value) break;
      out.push_back(static_cast<std::int64_t>(scaled));
    }
    if (std::ssize(out) == values.size()) {
      unit = 1 / static_cast<long double>(power);
      return out;
    }
  }
  return std::nullopt;
}

/// A number that every size of a stratum divides; nothing where it is large.
std::optional<std::int64_t> common(const Strata& strata) {
  std::int64_t out = 1;
  for (const auto& members : strata) {
    if (!members.empty()) out = std::lcm(out, std::ssize(members));
    if (out > std::int64_t{1} << 40U) return std::nullopt;
  }
  return out;
}

std::optional<Centred> exactly(const Vector& values, const Strata& strata) {
  Centred out;
  const auto whole = decimals(values, out.unit);
  const auto all = common(strata);
  if (!whole || !all) return std::nullopt;
  out.values.resize(whole->size());
  Wide size = 0;
  for (const auto& members : strata) {
    Wide sum = 0;
    for (const std::size_t row : members) sum += (*whole)[row];
    const auto n = std::ssize(members);
    for (const std::size_t row : members) {
      const Wide above = (Wide{(*whole)[row]} * n - sum) * (*all / n);
      size += above < 0 ? -above : above;
      if (size >= kMostSum) return std::nullopt;
      out.values[row] = static_cast<std::int64_t>(above);
    }
  }
  out.unit /= static_cast<long double>(*all);
  return out;
}

long double mean_of(const Vector& values, const std::vector<std::size_t>& members) {
  std::vector<double> sorted;
  sorted.reserve(members.size());
  for (const std::size_t row : members) sorted.push_back(values[static_cast<Eigen::Index>(row)]);
  std::ranges::sort(sorted);  // no order of rows matters
  long double sum = 0;
  for (const double value : sorted) sum += static_cast<long double>(value);
  return sum / static_cast<long double>(sorted.size());
}

Centred rounded(const Vector& values, const Strata& strata) {
  std::vector<long double> above(static_cast<std::size_t>(values.size()));
  long double most = 0;
  long double largest = 0;
  for (const auto& members : strata) {
    const long double mean = members.empty() ? 0 : mean_of(values, members);
    for (const std::size_t row : members) {
      const auto value = static_cast<long double>(values[static_cast<Eigen::Index>(row)]);
      above[row] = value - mean;
      most = std::max(most, std::abs(above[row]));
      largest = std::max(largest, std::abs(value));
    }
  }
  Centred out{.values = Wholes(above.size())};
  if (most == 0) return out;
  const auto n = static_cast<long double>(values.size());
  const int exponent = 59 - std::ilogb(most * n);
  std::ranges::transform(above, out.values.begin(), [&](long double value) {
    return static_cast<std::int64_t>(std::llrint(std::ldexp(value, exponent)));
  });
  out.unit = std::ldexp(1.0L, -exponent);
  const long double doubt = std::ldexp(largest * kRoundings, exponent);
  // Where the values are far from 0 and all but equal, every sum may be equal.
  const long double slack = std::min(n * (2 * doubt + 2), 0x1p60L);
  out.slack = static_cast<std::int64_t>(std::ceil(slack));
  return out;
}

}  // namespace

Strata strata_of(const Codes& stratum) {
  Strata out(stratum.size() > 0 ? static_cast<std::size_t>(stratum.maxCoeff()) + 1 : 0);
  for (Eigen::Index row = 0; row < stratum.size(); ++row) {
    out[static_cast<std::size_t>(stratum[row])].push_back(static_cast<std::size_t>(row));
  }
  return out;
}

Centred centred(const Vector& values, const Strata& strata) {
  for (Eigen::Index row = 0; row < values.size(); ++row) {
    if (!std::isfinite(values[row])) {
      throw InputError("values must be finite, not so in row " + std::to_string(row));
    }
  }
  if (auto exact = exactly(values, strata)) return *exact;
  return rounded(values, strata);
}

}  // namespace lantoa
