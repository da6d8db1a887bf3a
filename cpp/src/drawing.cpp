#include "drawing.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr double kNoRoom = 1e-12;  // a box that leaves less has one corner and nothing to draw

void check_box(const WeightLaw& law, Eigen::Index p) {
  if (law.low.size() != p || law.high.size() != p) {
    throw InputError("low and high must have a weight for each of " + std::to_string(p) +
                     " criteria");
  }
  const bool in_order = (law.low.array() >= 0).all() && (law.high.array() <= 1).all() &&
                        (law.low.array() <= law.high.array()).all();
  if (!in_order) throw InputError("a weight's bounds must keep 0 <= low <= high <= 1");
  if (law.low.sum() > 1 + kNoRoom || law.high.sum() < 1 - kNoRoom) {
    throw InputError("no weights of the box sum to 1: they reach " + std::to_string(law.low.sum()) +
                     " to " + std::to_string(law.high.sum()));
  }
}

std::vector<Eigen::Index> checked_order(const Codes& order, Eigen::Index p) {
  std::vector<Eigen::Index> found(order.begin(), order.end());
  std::vector<Eigen::Index> sorted = found;
  std::ranges::sort(sorted);
  std::vector<Eigen::Index> all(static_cast<std::size_t>(p));
  std::iota(all.begin(), all.end(), 0);
  if (!found.empty() && sorted != all) {
    throw InputError("an order must name each of " + std::to_string(p) + " criteria once");
  }
  return found;
}

/// 1 - exp(-x) for x of 0 or more, the same bits everywhere: a series, then doubled.
double decayed(double x) {
  int doublings = 0;
  while (x > 0.5) {
    x /= 2;
    ++doublings;
  }
  double series = 0;
  for (int k = 16; k >= 1; --k) series = (1 - series) * x / k;
  for (; doublings > 0; --doublings) series *= 2 - series;
  return series;
}

/// The mean of y between 0 and `width` whose density falls as exp(-rate y).
double mean_of(double width, double rate) {
  const double x = rate * width;
  if (x < 1e-3) return width * (0.5 - x / 12);
  const double mass = decayed(x);
  return 1 / rate - width * (1 - mass) / mass;
}

/// The rate at which the means sum to `room`, at most half the widths.
double rate_for(const Eigen::VectorXd& width, double room) {
  double low = 0;
  double high = static_cast<double>(width.size()) / room;  // a mean is below 1 / rate
  for (int step = 0; step < 60; ++step) {
    const double rate = (low + high) / 2;
    double sum = 0;
    for (const double one : width) sum += mean_of(one, rate);
    (sum > room ? low : high) = rate;
  }
  return low;
}

}  // namespace

Weights::Weights(const WeightLaw& law, Eigen::Index p)
    : p_(p), order_(checked_order(law.order, p)) {
  if (p < 1) throw InputError("there must be a criterion to weigh");
  has_box_ = law.low.size() != 0 || law.high.size() != 0;
  if (!has_box_) return;
  if (!order_.empty()) throw InputError("weights are drawn from a box or in an order, not both");
  check_box(law, p);
  set_box(law);
}

void Weights::set_box(const WeightLaw& law) {
  width_ = law.high - law.low;
  width_.maxCoeff(&widest_);
  // From the nearer corner: there the density falls, and nothing overflows.
  const double above = 1 - law.low.sum();
  const double below = law.high.sum() - 1;
  sign_ = above <= below ? 1 : -1;
  start_ = above <= below ? law.low : law.high;
  room_ = std::min(above, below);
  if (room_ <= kNoRoom) return;
  rate_ = rate_for(width_, room_);
  mass_ = (rate_ * width_).unaryExpr(&decayed);
}

void Weights::draw(std::uint64_t seed, std::int64_t replicate, double* out) const {
  const Draws draws(seed, Stream::kWeights, static_cast<std::uint64_t>(replicate));
  has_box_ ? draw_in_box(draws, out) : draw_flat(draws, out);
}

void Weights::draw_flat(const Draws& draws, double* out) const {
  std::array<double, 2> pair{};
  double sum = 0;
  for (Eigen::Index j = 0; j < p_; ++j) {
    if (j % 2 == 0) pair = draws.uniforms(static_cast<std::uint32_t>(j / 2));
    out[j] = exponential(pair[static_cast<std::size_t>(j % 2)]);
    sum += out[j];
  }
  for (Eigen::Index j = 0; j < p_; ++j) out[j] /= sum;
  if (order_.empty()) return;

  std::vector<double> sorted(out, out + p_);
  std::ranges::sort(sorted, std::greater<>());
  for (std::size_t at = 0; at < sorted.size(); ++at) out[order_[at]] = sorted[at];
}

void Weights::draw_in_box(const Draws& draws, double* out) const {
  if (room_ <= kNoRoom) {
    std::ranges::copy(start_, out);
    return;
  }
  const auto pairs = static_cast<std::uint32_t>(p_ / 2 + 1);
  for (std::uint32_t at = 0; !attempt(draws, at, out); at += pairs) {
  }
  for (Eigen::Index j = 0; j < p_; ++j) out[j] = start_[j] + sign_ * out[j];
}

bool Weights::attempt(const Draws& draws, std::uint32_t at, double* out) const {
  std::array<double, 2> pair{};
  double left = room_;
  for (Eigen::Index j = 0; j < p_; ++j) {
    if (j % 2 == 0) pair = draws.uniforms(at + static_cast<std::uint32_t>(j / 2));
    if (j == widest_) continue;
    const double u = pair[static_cast<std::size_t>(j % 2)];
    const bool is_flat = mass_[j] < 1e-9;  // too little falls to be told from nothing
    out[j] = is_flat ? u * width_[j] : std::min(exponential(1 - u * mass_[j]) / rate_, width_[j]);
    left -= out[j];
  }
  out[widest_] = left;
  if (left < 0 || left > width_[widest_]) return false;
  const double u = draws.uniforms(at + static_cast<std::uint32_t>(p_ / 2))[1];
  return exponential(u) > rate_ * left;
}

Eigen::MatrixXd draw_weights(const WeightLaw& law, Eigen::Index p, std::int64_t first,
                             std::int64_t count, std::uint64_t seed) {
  if (first < 0 || count < 0) throw InputError("draws are counted from 0");
  const Weights weights(law, p);
  Eigen::MatrixXd out(p, count);
  for (std::int64_t draw = 0; draw < count; ++draw) {
    weights.draw(seed, first + draw, out.col(draw).data());
  }
  return out;
}

}  // namespace lantoa
