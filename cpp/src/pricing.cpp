#include "pricing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <ranges>

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 8192;
constexpr double kUnit = 0x1p-49;  // above the rounding of a weight, a product and a sum together

}  // namespace

Pricing::Pricing(const Challenge& challenge, const Codes& counts,
                 const std::vector<std::int64_t>& reach, const Prices& prices)
    : challenge_(challenge), counts_(counts), margin_(ratio(prices.margin, prices.whole)) {
  double size = std::abs(margin_);
  Integer divisor = prices.margin;
  for (std::size_t j = 0; j < prices.weights.size(); ++j) {
    weights_.push_back(ratio(prices.weights[j], prices.whole));
    size += std::abs(weights_.back()) * static_cast<double>(reach[j]);
    divisor = gcd(divisor, prices.weights[j]);
  }
  error_ = size * kUnit * static_cast<double>(weights_.size() + 1);

  exact_margin_ = prices.margin.divided_exactly(divisor);
  for (const Integer& weight : prices.weights) exact_.push_back(weight.divided_exactly(divisor));
  const auto fits = [](const Integer& one) { return one.small().has_value(); };
  if (!std::ranges::all_of(exact_, fits) || !fits(exact_margin_)) return;
  for (const Integer& weight : exact_) small_.push_back(weight.small().value_or(0));
  small_margin_ = exact_margin_.small().value_or(0);
}

double Pricing::lead(Eigen::Index rival) const {
  double out = counts_[rival] == 0 ? 0 : -margin_;
  for (std::size_t j = 0; j < weights_.size(); ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    out += weights_[j] *
           static_cast<double>(challenge_.own(0, column) - challenge_.rivals(rival, column));
  }
  return out;
}

/// The same as `lead`, for a block: column by column, as the points lie.
void Pricing::leads(std::int64_t begin, std::int64_t end, std::vector<double>& out) const {
  const auto size = static_cast<std::size_t>(end - begin);
  out.assign(size, 0);
  for (std::size_t i = 0; i < size; ++i) {
    out[i] = counts_[begin + static_cast<Eigen::Index>(i)] == 0 ? 0 : -margin_;
  }
  for (std::size_t j = 0; j < weights_.size(); ++j) {
    const auto column = static_cast<Eigen::Index>(j);
    const std::int64_t own = challenge_.own(0, column);
    const std::int64_t* points = challenge_.rivals.col(column).data() + begin;
    const double weight = weights_[j];
    for (std::size_t i = 0; i < size; ++i) out[i] += weight * static_cast<double>(own - points[i]);
  }
}

bool Pricing::lacks(Eigen::Index rival) const {
  if (small_.empty()) {
    Integer lead = counts_[rival] == 0 ? Integer() : -exact_margin_;
    for (Eigen::Index j = 0; j < challenge_.own.cols(); ++j) {
      lead = lead + exact_[static_cast<std::size_t>(j)] *
                        (challenge_.own(0, j) - challenge_.rivals(rival, j));
    }
    return lead.sign() < 0;
  }
  Wide lead = counts_[rival] == 0 ? 0 : -Wide{small_margin_};
  for (Eigen::Index j = 0; j < challenge_.own.cols(); ++j) {
    lead += Wide{small_[static_cast<std::size_t>(j)]} *
            (challenge_.own(0, j) - challenge_.rivals(rival, j));
  }
  return lead < 0;
}

std::optional<Code> Pricing::among(const std::vector<Code>& rivals) const {
  Worst found{-error_, -1};
  for (const Code rival : rivals) {
    const double here = lead(rival);
    if (here < found.lead) found = {here, rival};
  }
  if (found.rival < 0) return std::nullopt;
  return found.rival;
}

std::vector<Pricing::Worst> Pricing::worst_of_blocks(Threads threads) const {
  const std::int64_t n = challenge_.rivals.rows();
  std::vector<Worst> found(static_cast<std::size_t>(block_count(n, kGrain)));
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    std::vector<double> here;
    leads(begin, end, here);
    const auto least = std::ranges::min_element(here);
    found[static_cast<std::size_t>(begin / kGrain)] = {
        *least, static_cast<Code>(begin + (least - here.begin()))};
  };
  parallel_for_blocks(n, kGrain, body, threads);
  return found;
}

std::optional<Code> Pricing::worst(std::vector<Code>& worst, Threads threads) const {
  const std::vector<Worst> blocks = worst_of_blocks(threads);
  const auto least = std::ranges::min_element(blocks, {}, &Worst::lead);
  for (const Worst& one : blocks) {
    if (one.lead < -error_) worst.push_back(one.rival);
  }
  if (least == blocks.end()) return std::nullopt;
  if (least->lead < -error_) return least->rival;

  std::vector<Code> lacking(blocks.size(), -1);  // the first of each block, exactly
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    const auto block = static_cast<std::size_t>(begin / kGrain);
    if (blocks[block].lead > error_) return;
    std::vector<double> here;
    leads(begin, end, here);
    for (std::int64_t row = begin; row < end; ++row) {
      if (here[static_cast<std::size_t>(row - begin)] <= error_ && lacks(row)) {
        lacking[block] = static_cast<Code>(row);
        return;
      }
    }
  };
  parallel_for_blocks(challenge_.rivals.rows(), kGrain, body, threads);
  const auto first = std::ranges::find_if(lacking, [](Code row) { return row >= 0; });
  if (first == lacking.end()) return std::nullopt;
  return *first;
}

}  // namespace lantoa
