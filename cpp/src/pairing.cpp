#include "lantoa/pairing.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "arranging.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "picks.hpp"

namespace lantoa {
namespace {

constexpr double kNear = 1e-10;  // of the largest sum that there could be

/// Numbers less the mean of their stratum, the largest 1.
std::vector<double> scaled(const Eigen::Ref<const Eigen::VectorXd>& values, const Strata& strata) {
  const Centred whole = centred(values, strata);
  double largest = 0;
  for (const std::int64_t value : whole.values) {
    largest = std::max(largest, std::abs(static_cast<double>(value)));
  }
  std::vector<double> out(whole.values.size(), 0.0);
  if (largest <= static_cast<double>(whole.slack)) return out;  // only roundings vary
  std::ranges::transform(whole.values, out.begin(),
                         [&](std::int64_t value) { return static_cast<double>(value) / largest; });
  return out;
}

/// Which numbers stand beside the second ones, stratum by stratum.
class Orders {
 public:
  Orders(Strata strata, std::size_t n) : strata_(std::move(strata)), n_(n) {}

  [[nodiscard]] std::int64_t count() const {
    std::int64_t out = 1;
    for (const auto& members : strata_) {
      for (std::int64_t left = std::ssize(members); left > 1; --left) out = times(out, left);
    }
    return out;
  }

  /// Order `number` of all, from 0.
  [[nodiscard]] std::vector<std::size_t> at(std::int64_t number) const {
    return chosen([&](std::size_t left) {
      const auto of = static_cast<std::int64_t>(left);
      const auto pick = static_cast<std::size_t>(number % of);
      number /= of;
      return pick;
    });
  }

  [[nodiscard]] std::vector<std::size_t> drawn(Picks picks) const {
    return chosen([&](std::size_t left) {
      return static_cast<std::size_t>(picks.below(static_cast<std::uint32_t>(left)));
    });
  }

 private:
  template <typename Pick>
  [[nodiscard]] std::vector<std::size_t> chosen(Pick pick) const {
    std::vector<std::size_t> out(n_);
    for (const auto& members : strata_) {
      std::vector<std::size_t> left = members;
      for (std::size_t at = 0; at < members.size(); ++at) {
        std::swap(left[at], left[at + pick(members.size() - at)]);
        out[members[at]] = left[at];
      }
    }
    return out;
  }

  Strata strata_;
  std::size_t n_;
};

void check_pairs(const Eigen::Ref<const Eigen::VectorXd>& first,
                 const Eigen::Ref<const Eigen::VectorXd>& second, const Codes& stratum) {
  if (first.size() != stratum.size() || second.size() != stratum.size()) {
    throw InputError("first and second must have a number for each of " +
                     std::to_string(stratum.size()) + " codes of strata");
  }
}

double product(const std::vector<double>& one, const std::vector<double>& other,
               const std::vector<std::size_t>& order) {
  double sum = 0;
  for (std::size_t at = 0; at < other.size(); ++at) sum += one[order[at]] * other[at];
  return sum;
}

void count(double found, double observed, double near, Tails& tails) {
  tails.upper += found >= observed - near ? 1 : 0;
  tails.lower += found <= observed + near ? 1 : 0;
  tails.two += std::abs(found) >= std::abs(observed) - near ? 1 : 0;
  ++tails.counted;
}

double correlation(const std::vector<double>& one, const std::vector<double>& other,
                   const std::vector<std::size_t>& order) {
  double ones = 0;
  double others = 0;
  for (const double value : one) ones += value * value;
  for (const double value : other) others += value * value;
  return ones == 0 || others == 0 ? 0 : product(one, other, order) / std::sqrt(ones * others);
}

}  // namespace

Pairing pairing(const Eigen::Ref<const Eigen::VectorXd>& first,
                const Eigen::Ref<const Eigen::VectorXd>& second, const Codes& stratum,
                const Budget& effort) {
  check_pairs(first, second, stratum);
  check(effort);
  const Strata strata = lot_of(Codes::Zero(stratum.size()), stratum).strata;
  const std::vector<double> one = scaled(first, strata);
  const std::vector<double> other = scaled(second, strata);
  const Orders orders(strata, one.size());
  std::vector<std::size_t> same(one.size());
  for (std::size_t at = 0; at < same.size(); ++at) same[at] = at;

  Pairing out{correlation(one, other, same), orders.count(), {}};
  const double observed = product(one, other, same);
  const double near = kNear * static_cast<double>(one.size());
  out.tails.is_exact = out.arrangements <= effort.most;
  if (!out.tails.is_exact) count(observed, observed, near, out.tails);
  const std::int64_t tries = out.tails.is_exact ? out.arrangements : effort.draws;
  for (std::int64_t at = 0; at < tries; ++at) {
    const auto replicate = static_cast<std::uint64_t>(at);
    const auto order = out.tails.is_exact
                           ? orders.at(at)
                           : orders.drawn(Picks(Draws(effort.seed, Stream::kLots, replicate)));
    count(product(one, other, order), observed, near, out.tails);
  }
  return out;
}

}  // namespace lantoa
