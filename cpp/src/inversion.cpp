#include "lantoa/inversion.hpp"

#include <string>

#include "arranging.hpp"
#include "breakpoints.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

void check(const Eigen::Ref<const Eigen::VectorXd>& values, const Codes& drawn, double alpha,
           const Budget& effort) {
  if (values.size() != drawn.size()) {
    throw InputError("values must have a number for each of " + std::to_string(drawn.size()) +
                     " flags, not " + std::to_string(values.size()));
  }
  if (!(alpha > 0 && alpha < 1)) {
    throw InputError("alpha must lie between 0 and 1, not " + std::to_string(alpha));
  }
  check(effort);
}

}  // namespace

Shift shift_interval(const Eigen::Ref<const Eigen::VectorXd>& values, const Codes& drawn,
                     const Codes& stratum, double alpha, const Budget& effort) {
  const Lot lot = lot_of(drawn, stratum);
  check(values, drawn, alpha, effort);
  const Centred numbers = centred(values, lot.strata);
  const Centred flags = centred(drawn.cast<double>(), lot.strata);
  const std::vector<Wholes> columns = {numbers.values, flags.values};
  const Summed all = over_arrangements(columns, lot, false, effort);
  const Summed one = over_drawn(columns, lot, drawn, false);

  const auto sum = static_cast<double>(one.sums[0][0]);
  const auto overlap = static_cast<double>(one.sums[1][0]);
  if (overlap <= 0) throw InputError("drawn must part a stratum: some of it, and not all");
  Ends ends;
  for (std::size_t at = 0; at < all.sums[0].size(); ++at) {
    add_ends(sum, overlap, static_cast<double>(all.sums[0][at]),
             static_cast<double>(all.sums[1][at]), ends);
  }
  if (!all.is_exact) add_ends(sum, overlap, sum, overlap, ends);
  const auto [low, high] = kept(ends, needed(ends.low.size(), alpha));
  const auto in_units = [&](double shift) {
    return static_cast<double>(static_cast<long double>(shift) * numbers.unit / flags.unit);
  };
  return {in_units(sum / overlap), in_units(low), in_units(high), all.is_exact};
}

}  // namespace lantoa
