#include "lantoa/detectable.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "arranging.hpp"
#include "breakpoints.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "picks.hpp"
#include "power.hpp"

namespace lantoa {
namespace {

using Rows = std::vector<std::uint32_t>;
/// Outcomes of subjects by offices, those of a subject side by side.
using Outcomes = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Every way to draw k of the members, in the order of their places.
std::vector<Rows> subsets(const std::vector<std::size_t>& members, std::int64_t k) {
  std::vector<char> flags(members.size(), 0);
  std::fill_n(flags.begin(), k, char{1});
  std::vector<Rows> out;
  do {
    Rows rows;
    for (std::size_t at = 0; at < flags.size(); ++at) {
      if (flags[at] == 1) rows.push_back(static_cast<std::uint32_t>(members[at]));
    }
    out.push_back(rows);
  } while (std::ranges::prev_permutation(flags).found);
  return out;
}

std::vector<Rows> every(const Lot& lot) {
  std::vector<Rows> out(1);
  for (std::size_t s = 0; s < lot.strata.size(); ++s) {
    std::vector<Rows> longer;
    for (const Rows& rows : out) {
      for (const Rows& added : subsets(lot.strata[s], lot.drawn[s])) {
        longer.push_back(rows);
        longer.back().insert(longer.back().end(), added.begin(), added.end());
      }
    }
    out = std::move(longer);
  }
  return out;
}

std::vector<Rows> sampled(const Lot& lot, std::uint64_t seed, const Rows& drawn) {
  std::vector<Rows> out = {drawn};
  for (std::int64_t at = 1; at < kFew; ++at) {
    Picks picks(Draws(seed, Stream::kLots, static_cast<std::uint64_t>(at)));
    Rows all;
    for (std::size_t s = 0; s < lot.strata.size(); ++s) {
      Rows rows(lot.strata[s].begin(), lot.strata[s].end());
      const auto k = static_cast<std::uint32_t>(lot.drawn[s]);
      choose(picks, rows.data(), static_cast<std::uint32_t>(rows.size()), k);
      all.insert(all.end(), rows.begin(), rows.begin() + k);
    }
    out.push_back(all);
  }
  return out;
}

/// How much the least squares difference takes of each unit of variance: 1 over its variance.
double weight_of(const Lot& lot) {
  double out = 0;
  for (std::size_t s = 0; s < lot.strata.size(); ++s) {
    const auto n = static_cast<double>(lot.strata[s].size());
    const auto k = static_cast<double>(lot.drawn[s]);
    out += n > 0 ? k * (n - k) / n : 0;
  }
  return out;
}

/// What the differences from which on an office's test rejects are made of.
class Simulation {
 public:
  Simulation(const Codes& drawn, const Codes& stratum, double alpha, std::uint64_t seed)
      : lot_(lot_of(drawn, stratum)), seed_(seed), n_(drawn.size()), weight_(weight_of(lot_)) {
    share_ = Eigen::ArrayXd::Zero(n_);
    for (std::size_t s = 0; s < lot_.strata.size(); ++s) {
      const auto n = static_cast<double>(lot_.strata[s].size());
      const auto k = static_cast<double>(lot_.drawn[s]);
      for (const std::size_t row : lot_.strata[s]) {
        const auto at = static_cast<Eigen::Index>(row);
        share_[at] = drawn[at] - k / n;
        if (drawn[at] == 1) drawn_.push_back(static_cast<std::uint32_t>(row));
      }
    }
    arrangements_ = arrangement_count(lot_) <= kFew ? every(lot_) : sampled(lot_, seed, drawn_);
    needed_ = needed(arrangements_.size(), alpha);
  }

  /// The differences above and below which offices begin to `end` are found.
  void find(std::int64_t begin, std::int64_t end, std::vector<double>& up,
            std::vector<double>& down) const {
    const Outcomes outcomes = drawn_outcomes(begin, end);
    std::vector<Ends> ends(static_cast<std::size_t>(end - begin));
    const Eigen::ArrayXd observed = sums(outcomes, drawn_);
    for (const Rows& rows : arrangements_) {
      const Eigen::ArrayXd found = sums(outcomes, rows);
      double overlap = 0;
      for (const std::uint32_t row : rows) overlap += share_[row];
      if (weight_ - overlap < kSame) overlap = weight_;
      if (weight_ + overlap < kSame) overlap = -weight_;
      for (std::size_t at = 0; at < ends.size(); ++at) {
        const auto office = static_cast<Eigen::Index>(at);
        add_ends(observed[office], weight_, found[office], overlap, ends[at]);
      }
    }
    for (std::size_t at = 0; at < ends.size(); ++at) {
      const auto [low, high] = kept(ends[at], needed_);
      up[static_cast<std::size_t>(begin) + at] = -low;
      down[static_cast<std::size_t>(begin) + at] = -high;
    }
  }

 private:
  static constexpr double kSame = 1e-9;

  [[nodiscard]] Outcomes drawn_outcomes(std::int64_t begin, std::int64_t end) const {
    Outcomes out(n_, end - begin);
    for (auto at = begin; at < end; ++at) {
      const Draws draws(seed_, Stream::kErrors, static_cast<std::uint64_t>(at));
      for (Eigen::Index row = 0; row < n_; ++row) {
        const auto pair = draws.normals(static_cast<std::uint32_t>(row / 2));
        out(row, at - begin) = pair[static_cast<std::size_t>(row % 2)];
      }
    }
    for (const auto& members : lot_.strata) {
      Eigen::ArrayXd mean = Eigen::ArrayXd::Zero(end - begin);
      for (const std::size_t row : members) mean += out.row(static_cast<Eigen::Index>(row));
      mean /= static_cast<double>(members.size());
      for (const std::size_t row : members) out.row(static_cast<Eigen::Index>(row)) -= mean;
    }
    return out;
  }

  [[nodiscard]] static Eigen::ArrayXd sums(const Outcomes& outcomes, const Rows& rows) {
    Eigen::ArrayXd out = Eigen::ArrayXd::Zero(outcomes.cols());
    for (const std::uint32_t row : rows) out += outcomes.row(row).transpose();
    return out;
  }

  Lot lot_;
  std::uint64_t seed_;
  Eigen::Index n_;
  double weight_;
  Eigen::ArrayXd share_;  // what a subject adds to an arrangement's overlap
  Rows drawn_;
  std::vector<Rows> arrangements_;
  std::size_t needed_ = 0;
};

}  // namespace

Detectable detectable_shift(const Codes& drawn, const Codes& stratum, double alpha, double power,
                            std::int64_t offices, std::uint64_t seed, Threads threads,
                            std::int64_t freedom) {
  check_power(freedom, alpha, power, offices);
  const Lot lot = lot_of(drawn, stratum);
  const double weight = weight_of(lot);
  if (weight <= 0) throw InputError("drawn must part a stratum: some of it, and not all");
  const double closed_form = errors_found(alpha, power) / std::sqrt(weight);
  const auto count = static_cast<double>(arrangement_count(lot));
  if (is_normal(drawn.size(), count, alpha)) return {closed_form, closed_form};

  const Simulation simulation(drawn, stratum, alpha, seed);
  return {closed_form, least_found(simulation, freedom, offices, power, seed, threads)};
}

}  // namespace lantoa
