#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "cohort_chunk.hpp"
#include "lantoa/cohort.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 65'536;  // subjects, some milliseconds for ten periods
constexpr std::int64_t kChunk = 2'048;   // subjects whose values stay in the cache

using Values = CohortChunk::Values;
using Numbers = std::vector<double>;
using Totals = std::vector<Sum<double>>;

std::size_t index(Eigen::Index at) { return static_cast<std::size_t>(at); }

/// The least and the most of each period, over subjects that are known in all of them.
struct Extent {
  explicit Extent(std::size_t periods)
      : least(periods, std::numeric_limits<double>::infinity()),
        most(periods, -std::numeric_limits<double>::infinity()) {}

  void add(std::size_t t, double low, double high) {
    least[t] = std::min(least[t], low);
    most[t] = std::max(most[t], high);
  }

  Numbers least;
  Numbers most;
  std::int64_t left_out = 0;
};

/// The extent of some subjects; those without a value in some period become kOut.
Extent looked_at(const Values& values, Eigen::Index begin, Eigen::Index end,
                 std::vector<Code>& cohort) {
  Extent out(index(values.cols()));
  const Eigen::Index count = end - begin;
  Eigen::ArrayXd sign = Eigen::ArrayXd::Zero(count);
  for (Eigen::Index t = 0; t < values.cols(); ++t) sign += values.col(t).segment(begin, count) * 0;
  if ((sign == 0).all()) {
    for (Eigen::Index t = 0; t < values.cols(); ++t) {
      const auto column = values.col(t).segment(begin, count);
      out.add(index(t), column.minCoeff(), column.maxCoeff());
    }
    return out;
  }
  for (Eigen::Index row = begin; row < end; ++row) {
    const auto own = values.row(row);
    if (own.isInf().any()) throw InputError("values must be finite or NaN");
    if (own.isNaN().any()) {
      cohort[index(row)] = CohortChunk::kOut;
      ++out.left_out;
    } else {
      for (Eigen::Index t = 0; t < own.size(); ++t) out.add(index(t), own[t], own[t]);
    }
  }
  return out;
}

/// What is summed over each cohort.
struct Sums {
  explicit Sums(std::size_t periods)
      : value((periods + 1) * periods), away(value.size()), product(value.size() * periods) {}

  Totals value;
  Totals away;     // from the mean, scaled: what rounding leaves
  Totals product;  // of two of these, the lower halves
};

void add(const Totals& more, Totals& all) {
  for (std::size_t at = 0; at < all.size(); ++at) all[at] += more[at];
}

/// Reads all subjects three times: how far they lie apart, their means, and products about these,
/// in sums that no order of them changes.
class Reading {
 public:
  Reading(const Values& values, const Codes& first, Threads threads)
      : values_(values),
        cohort_(first.begin(), first.end()),
        threads_(values.rows() > 4 * kGrain ? threads : 1),
        periods_(index(values.cols())),
        extent_(periods_),
        size_(periods_ + 1),
        sums_(periods_) {
    look();
    set_cuts();
    sum();
  }

  [[nodiscard]] CohortMoments told() const {
    std::vector<Code> there;
    for (std::size_t k = 0; k < size_.size(); ++k) {
      if (size_[k] > 0) there.push_back(static_cast<Code>(k));
    }
    const auto count = static_cast<Eigen::Index>(there.size());
    const auto periods = static_cast<Eigen::Index>(periods_);
    CohortMoments out{Codes(count), Codes(count), Eigen::ArrayXXd(count, periods),
                      Eigen::ArrayXXd(count * periods, periods),
                      static_cast<Code>(extent_.left_out)};
    for (Eigen::Index k = 0; k < count; ++k) {
      const std::size_t from = index(there[index(k)]);
      out.first[k] = there[index(k)];
      out.size[k] = static_cast<Code>(size_[from]);
      for (Eigen::Index s = 0; s < periods; ++s) {
        out.mean(k, s) = mean_[from * periods_ + index(s)];
        for (Eigen::Index t = 0; t <= s; ++t) {
          const double sum = product(from, index(s), index(t));
          out.product(k * periods + s, t) = sum;
          out.product(k * periods + t, s) = sum;
        }
      }
    }
    return out;
  }

 private:
  template <typename Use>
  void in_blocks(const Use& use) const {
    parallel_for_blocks(
        values_.rows(), kGrain,
        [&](std::int64_t begin, std::int64_t end) { use(index(begin / kGrain), begin, end); },
        threads_);
  }

  void look() {
    std::vector<Extent> parts(index(block_count(values_.rows(), kGrain)), Extent(periods_));
    in_blocks([&](std::size_t block, Eigen::Index begin, Eigen::Index end) {
      parts[block] = looked_at(values_, begin, end, cohort_);
    });
    for (const Extent& part : parts) {
      for (std::size_t t = 0; t < periods_; ++t) extent_.add(t, part.least[t], part.most[t]);
      extent_.left_out += part.left_out;
    }
    for (const Code own : cohort_) {
      if (own != CohortChunk::kOut) ++size_[index(own)];
    }
  }

  void set_cuts() {
    const auto cut = [&](double largest) { return Cut(largest, values_.rows()); };
    Numbers width;
    for (std::size_t t = 0; t < periods_; ++t) {
      const double farthest = std::max(std::abs(extent_.least[t]), std::abs(extent_.most[t]));
      cut_value_.push_back(cut(farthest));
      // No value is farther from a mean, which may be rounded.
      width.push_back((extent_.most[t] - extent_.least[t]) * (1 + 1e-9) + farthest * 1e-15);
    }
    const double widest = periods_ > 0 ? *std::ranges::max_element(width) : 0;
    if (widest > 0) scale_ = std::ldexp(1.0, std::clamp(-std::ilogb(widest), -1'000, 1'000));
    for (std::size_t t = 0; t < periods_; ++t) {
      width[t] *= scale_;
      cut_away_.push_back(cut(width[t]));
      for (std::size_t s = 0; s <= t; ++s) cut_product_.push_back(cut(width[s] * width[t]));
    }
  }

  void sum() {
    std::vector<Sums> parts(index(block_count(values_.rows(), kGrain)), Sums(periods_));
    in_chunks([&](CohortChunk& chunk, std::size_t block) { add_values(chunk, parts[block]); });
    for (const Sums& part : parts) add(part.value, sums_.value);
    for (std::size_t at = 0; at < sums_.value.size(); ++at) {
      const auto n = static_cast<double>(std::max<std::int64_t>(size_[at / periods_], 1));
      mean_.push_back(sums_.value[at].total() / n);
    }
    in_chunks([&](CohortChunk& chunk, std::size_t block) { add_products(chunk, parts[block]); });
    for (const Sums& part : parts) {
      add(part.away, sums_.away);
      add(part.product, sums_.product);
    }
  }

  template <typename Use>
  void in_chunks(const Use& use) const {
    in_blocks([&](std::size_t block, Eigen::Index begin, Eigen::Index end) {
      CohortChunk chunk(periods_);
      for (Eigen::Index from = begin; from < end; from += kChunk) {
        chunk.read(values_, cohort_, from, std::min(from + kChunk, end));
        use(chunk, block);
      }
    });
  }

  void add_values(const CohortChunk& chunk, Sums& out) const {
    for (std::size_t at = 0; at < out.value.size(); ++at) {
      chunk.add(at / periods_, at % periods_, cut_value_[at % periods_], out.value[at]);
    }
  }

  void add_products(CohortChunk& chunk, Sums& out) const {
    chunk.take_off(mean_, scale_);
    for (std::size_t at = 0; at < out.away.size(); ++at) {
      const std::size_t k = at / periods_;
      const std::size_t s = at % periods_;
      chunk.add(k, s, cut_away_[s], out.away[at]);
      for (std::size_t t = 0; t <= s; ++t) {
        chunk.add(k, s, t, cut_product_[s * (s + 1) / 2 + t], out.product[at * periods_ + t]);
      }
    }
  }

  /// Less what the rounding of the means left of the sums.
  [[nodiscard]] double product(std::size_t k, std::size_t s, std::size_t t) const {
    const double one = sums_.away[k * periods_ + s].total();
    const double other = sums_.away[k * periods_ + t].total();
    const double both = sums_.product[(k * periods_ + s) * periods_ + t].total();
    const double out = (both - one * other / static_cast<double>(size_[k])) / scale_ / scale_;
    return s == t ? std::max(out, 0.0) : out;
  }

  const Values& values_;
  std::vector<Code> cohort_;
  Threads threads_;
  std::size_t periods_;
  Extent extent_;
  std::vector<std::int64_t> size_;
  Sums sums_;
  Numbers mean_;
  double scale_ = 1;  // a power of two, so that products neither overflow nor vanish
  std::vector<Cut> cut_value_;
  std::vector<Cut> cut_away_;
  std::vector<Cut> cut_product_;
};

void check(const Values& values, const Codes& first) {
  if (first.size() != values.rows()) {
    throw InputError("first must have a period for each of " + std::to_string(values.rows()) +
                     " subjects, found " + std::to_string(first.size()));
  }
  for (Eigen::Index row = 0; row < first.size(); ++row) {
    if (first[row] >= 0 && first[row] <= values.cols()) continue;
    throw InputError("first must lie between 0 and " + std::to_string(values.cols()) + ", row " +
                     std::to_string(row) + " is " + std::to_string(first[row]));
  }
}

}  // namespace

CohortMoments cohort_moments(const Values& values, const Codes& first, Threads threads) {
  check(values, first);
  return Reading(values, first, threads).told();
}

}  // namespace lantoa
