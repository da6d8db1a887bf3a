#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lantoa/cohort.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 16'384;  // subjects, about a millisecond for ten periods

using Values = Eigen::Ref<const Eigen::ArrayXXd>;
using Numbers = std::vector<double>;

std::size_t index(Eigen::Index at) { return static_cast<std::size_t>(at); }

/// Subjects by first period 0..T: how many, their means, and products about these.
struct Moments {
  explicit Moments(std::size_t periods)
      : size(periods + 1), mean((periods + 1) * periods), product(mean.size() * periods) {}

  std::vector<std::int64_t> size;
  Numbers mean;
  Numbers product;  // the lower halves
  std::int64_t left_out = 0;
};

/// The rows of a block one behind the other, so that each is read in one go.
class Block {
 public:
  Block(const Values& values, const Codes& first, std::int64_t begin, std::int64_t end)
      : periods_(index(values.cols())), rows_(index((end - begin) * values.cols())) {
    cohort_.assign(first.data() + begin, first.data() + end);
    for (std::size_t t = 0; t < periods_; ++t) {
      const double* column = values.col(static_cast<Eigen::Index>(t)).data() + begin;
      for (std::size_t i = 0; i < cohort_.size(); ++i) rows_[i * periods_ + t] = column[i];
    }
  }

  void leave_out_unknown(Moments& out) {
    for (std::size_t i = 0; i < cohort_.size(); ++i) {
      double sign = 0;
      for (std::size_t t = 0; t < periods_; ++t) sign += rows_[i * periods_ + t] * 0;
      if (sign == 0) continue;
      for (std::size_t t = 0; t < periods_; ++t) {
        if (std::isinf(rows_[i * periods_ + t])) throw InputError("values must be finite or NaN");
      }
      cohort_[i] = kOut;
      ++out.left_out;
    }
  }

  void add_means(Moments& out) const {
    each([&](std::size_t cohort, const double* row) {
      ++out.size[cohort];
      for (std::size_t t = 0; t < periods_; ++t) out.mean[cohort * periods_ + t] += row[t];
    });
    for (std::size_t at = 0; at < out.mean.size(); ++at) {
      const auto n = static_cast<double>(out.size[at / periods_]);
      if (n > 0) out.mean[at] /= n;
    }
  }

  void add_products(Moments& out) const {
    Numbers away(periods_);
    each([&](std::size_t cohort, const double* row) {
      const double* mean = out.mean.data() + cohort * periods_;
      double* product = out.product.data() + cohort * periods_ * periods_;
      for (std::size_t t = 0; t < periods_; ++t) away[t] = row[t] - mean[t];
      for (std::size_t s = 0; s < periods_; ++s, product += periods_) {
        for (std::size_t t = 0; t <= s; ++t) product[t] += away[s] * away[t];
      }
    });
  }

 private:
  static constexpr Code kOut = -1;

  template <typename Use>
  void each(const Use& use) const {
    for (std::size_t i = 0; i < cohort_.size(); ++i) {
      if (cohort_[i] != kOut) use(static_cast<std::size_t>(cohort_[i]), &rows_[i * periods_]);
    }
  }

  std::size_t periods_;
  Numbers rows_;
  std::vector<Code> cohort_;
};

Moments of_block(const Values& values, const Codes& first, std::int64_t begin, std::int64_t end) {
  Moments out(index(values.cols()));
  Block block(values, first, begin, end);
  block.leave_out_unknown(out);
  block.add_means(out);
  block.add_products(out);
  return out;
}

/// Two lots of subjects as one (Chan, Golub and LeVeque 1979).
void add(const Moments& more, std::size_t periods, Moments& all) {
  all.left_out += more.left_out;
  Numbers away(periods);
  for (std::size_t k = 0; k <= periods; ++k) {
    if (more.size[k] == 0) continue;
    const auto here = static_cast<double>(all.size[k]);
    const auto there = static_cast<double>(more.size[k]);
    all.size[k] += more.size[k];
    for (std::size_t t = 0; t < periods; ++t) {
      double& mean = all.mean[k * periods + t];
      away[t] = more.mean[k * periods + t] - mean;
      mean += away[t] * there / (here + there);
    }
    for (std::size_t at = 0; at < periods * periods; ++at) {
      const double between = away[at / periods] * away[at % periods] * here / (here + there);
      const std::size_t cell = k * periods * periods + at;
      all.product[cell] += more.product[cell] + between * there;
    }
  }
}

CohortMoments told(const Moments& all, Eigen::Index periods) {
  std::vector<Code> there;
  for (std::size_t k = 0; k < all.size.size(); ++k) {
    if (all.size[k] > 0) there.push_back(static_cast<Code>(k));
  }
  const auto count = static_cast<Eigen::Index>(there.size());
  CohortMoments out{Codes(count), Codes(count), Eigen::ArrayXXd(count, periods),
                    Eigen::ArrayXXd(count * periods, periods), static_cast<Code>(all.left_out)};
  for (Eigen::Index k = 0; k < count; ++k) {
    const std::size_t from = index(there[index(k)]);
    out.first[k] = there[index(k)];
    out.size[k] = static_cast<Code>(all.size[from]);
    for (Eigen::Index s = 0; s < periods; ++s) {
      out.mean(k, s) = all.mean[from * index(periods) + index(s)];
      for (Eigen::Index t = 0; t <= s; ++t) {
        const double sum =
            all.product[(from * index(periods) + index(s)) * index(periods) + index(t)];
        out.product(k * periods + s, t) = sum;
        out.product(k * periods + t, s) = sum;
      }
    }
  }
  return out;
}

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
  const auto periods = index(values.cols());
  std::vector<Moments> parts(index(block_count(values.rows(), kGrain)), Moments(0));
  parallel_for_blocks(
      values.rows(), kGrain,
      [&](std::int64_t begin, std::int64_t end) {
        parts[index(begin / kGrain)] = of_block(values, first, begin, end);
      },
      values.rows() > 16 * kGrain ? threads : 1);
  Moments all(periods);
  for (const Moments& part : parts) add(part, periods, all);
  return told(all, values.cols());
}

}  // namespace lantoa
