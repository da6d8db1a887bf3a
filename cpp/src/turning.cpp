#include "turning.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace lantoa {

YearPairs::YearPairs(Eigen::Index years) : years_{static_cast<std::size_t>(years)} {
  const std::size_t pairs = years_ * (std::max<std::size_t>(years_, 1) - 1) / 2;
  rises_.resize(pairs);
  products_.resize(pairs * pairs);
  sign_.resize(pairs);
}

void YearPairs::add(const Yearly& values, Eigen::Index row) {
  bool any = false;
  std::size_t pair = 0;
  for (Eigen::Index a = 0; a < values.cols(); ++a) {
    for (Eigen::Index b = a + 1; b < values.cols(); ++b, ++pair) {
      const double from = values(row, a);
      const double to = values(row, b);
      sign_[pair] = (to > from ? 1 : 0) - (to < from ? 1 : 0);
      any = any || (!std::isnan(from) && !std::isnan(to));
      unequal_ += std::abs(sign_[pair]);
    }
  }
  subjects_ += any ? 1 : 0;
  for (std::size_t one = 0; one < sign_.size(); ++one) {
    if (sign_[one] == 0) continue;
    rises_[one] += sign_[one];
    std::int64_t* here = &products_[one * sign_.size()];
    for (std::size_t other = 0; other < sign_.size(); ++other) {
      here[other] += sign_[one] * sign_[other];
    }
  }
}

TurnedYears::TurnedYears(const YearPairs& pairs) : pairs_{pairs} {
  for (std::size_t pair = 0; pair < pairs.rises().size(); ++pair) {
    const auto here = pairs.products(pair);
    with_s_.push_back(std::accumulate(here.begin(), here.end(), std::int64_t{0}));
    s_ += pairs.rises()[pair];
    squares_ += with_s_.back();
  }
}

void TurnedYears::turn(const YearSwap& swap) {
  const bool is_back = swap.earlier > swap.later;  // the pair was turned before
  const std::size_t pair =
      is_back ? pairs_.at(swap.later, swap.earlier) : pairs_.at(swap.earlier, swap.later);
  const std::int64_t* here = pairs_.products(pair).data();
  const std::int64_t twice = is_back ? 2 : -2;
  s_ += twice * pairs_.rises()[pair];
  squares_ += 2 * twice * with_s_[pair] + 4 * here[pair];
  if (is_back) {
    for (std::size_t at = 0; at < with_s_.size(); ++at) with_s_[at] += 2 * here[at];
  } else {
    for (std::size_t at = 0; at < with_s_.size(); ++at) with_s_[at] -= 2 * here[at];
  }
}

}  // namespace lantoa
