#include "game.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

#include "pricing.hpp"

namespace lantoa {

Game::Game(const Challenge& challenge, Codes counts, WeightBox box, Threads threads)
    : challenge_(challenge),
      counts_(std::move(counts)),
      box_(std::move(box)),
      threads_(threads),
      criteria_(challenge.own.cols()) {
  for (Eigen::Index j = 0; j < criteria_; ++j) {
    const auto leads = challenge_.own(0, j) - challenge_.rivals.col(j).array();
    reach_.push_back(leads.abs().maxCoeff());
  }
  begin();
}

void Game::move(WeightBox box) { box_ = std::move(box); }

/// A first basis without a search: one rival alone, its best weights by greed.
void Game::begin() {
  const auto m = static_cast<std::size_t>(criteria_);
  Code rival = 0;
  while (counts_[rival] == 0) ++rival;
  std::vector<std::int64_t> leads = column({Kind::kRival, rival});
  std::vector<std::size_t> order(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t j) { return leads[j]; });  // widest first

  std::int64_t left =
      box_.total - std::accumulate(box_.low.begin(), box_.low.end(), std::int64_t{0});
  std::size_t level = 0;  // the criterion whose weight ends within its span
  while (level + 1 < m && left > box_.high[order[level]] - box_.low[order[level]]) {
    left -= box_.high[order[level]] - box_.low[order[level]];
    ++level;
  }
  basis_.resize(m + 1);
  for (std::size_t at = 0; at < m; ++at) {
    const Kind kind = at < level ? Kind::kOver : at > level ? Kind::kUnder : Kind::kLevel;
    basis_[order[at]] = {kind, static_cast<Code>(order[at])};
  }
  basis_[m] = {Kind::kRival, rival};

  inverse_.assign(m + 1, Row(m + 1));
  for (std::size_t i = 0; i <= m; ++i) inverse_[i][i] = 1;
  whole_ = 1;
  for (const Variable& variable : basis_) start_.push_back(column(variable));
  pivot(order[level], direction(basis_[order[level]]));
  for (std::size_t row = 0; row <= m; ++row) {
    if (row != order[level]) pivot(row, direction(basis_[row]));
  }
}

/// What a variable adds to the rows: one for each criterion, and the sum of shares.
Game::Whole Game::column(const Variable& variable) const {
  Whole out(static_cast<std::size_t>(criteria_) + 1, 0);
  switch (variable.kind) {
    case Kind::kRival:
      for (Eigen::Index j = 0; j < criteria_; ++j) {
        out[static_cast<std::size_t>(j)] =
            challenge_.rivals(variable.index, j) - challenge_.own(0, j);
      }
      out.back() = counts_[variable.index];
      break;
    case Kind::kLevel:
      std::fill(out.begin(), out.end() - 1, 1);
      break;
    case Kind::kOver:
      out[Table::index(variable.index)] = 1;
      break;
    case Kind::kUnder:
      out[Table::index(variable.index)] = -1;
      break;
  }
  return out;
}

std::int64_t Game::cost(const Variable& variable) const {
  const std::size_t at = Table::index(variable.index);
  std::int64_t out = 0;
  switch (variable.kind) {
    case Kind::kRival:
      for (Eigen::Index j = 0; j < criteria_; ++j) {
        out += box_.low[static_cast<std::size_t>(j)] *
               (challenge_.own(0, j) - challenge_.rivals(variable.index, j));
      }
      break;
    case Kind::kLevel:
      out = box_.total - std::accumulate(box_.low.begin(), box_.low.end(), std::int64_t{0});
      break;
    case Kind::kOver:
      out = box_.high[at] - box_.low[at];
      break;
    case Kind::kUnder:
      break;
  }
  return out;
}

/// How the variables of the basis fall, over the whole, as this one grows.
Game::Row Game::direction(const Variable& variable) const {
  const Whole added = column(variable);
  Row out(added.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::size_t j = 0; j < added.size(); ++j) {
      if (added[j] != 0) out[i] = out[i] + inverse_[i][j] * added[j];
    }
  }
  return out;
}

void Game::pivot(std::size_t row, const Row& direction) {
  const Integer& by = direction[row];
  for (std::size_t i = 0; i < inverse_.size(); ++i) {
    if (i == row) continue;
    for (std::size_t j = 0; j < inverse_.size(); ++j) {
      const Integer turned = by * inverse_[i][j] - direction[i] * inverse_[row][j];
      inverse_[i][j] = turned.divided_exactly(whole_);
    }
  }
  whole_ = by;
  if (by.sign() > 0) return;
  whole_ = -whole_;
  for (Row& one : inverse_) {
    for (Integer& cell : one) cell = -cell;
  }
}

/// The weights and the margin that the basis stands for.
void Game::price() {
  const auto m = static_cast<std::size_t>(criteria_);
  duals_.assign(m + 1, Integer());
  for (std::size_t i = 0; i <= m; ++i) {
    const std::int64_t price = cost(basis_[i]);
    if (price == 0) continue;
    for (std::size_t j = 0; j <= m; ++j) duals_[j] = duals_[j] + inverse_[i][j] * price;
  }
  weights_.assign(m, Integer());
  for (std::size_t j = 0; j < m; ++j) weights_[j] = duals_[j] + whole_ * box_.low[j];
  margin_ = duals_[m];
}

/// A variable that would lower the margin: a weight outside the box, or a rival that lacks.
bool Game::improve(Variable& found) {
  for (std::size_t j = 0; j < weights_.size(); ++j) {
    const auto at = static_cast<Code>(j);
    if (duals_[j].sign() < 0) return found = {Kind::kUnder, at}, true;
    if (whole_ * cost({Kind::kOver, at}) < duals_[j]) return found = {Kind::kOver, at}, true;
  }
  const Pricing pricing(challenge_, counts_, reach_, {weights_, margin_, whole_});
  std::optional<Code> rival = pricing.among(pool_);
  if (!rival) rival = pricing.worst(pool_, threads_);
  if (rival) found = {Kind::kRival, *rival};
  return rival.has_value();
}

void Game::solve() {
  price();
  for (Variable entering; improve(entering); price()) {
    const Row falls = direction(entering);
    const std::size_t row = leaving(falls);
    pivot(row, falls);
    basis_[row] = entering;
  }
}

/// The row whose variable first falls to zero. The level may be of any sign and never leaves.
std::size_t Game::leaving(const Row& direction) const {
  std::size_t found = direction.size();
  for (std::size_t row = 0; row < direction.size(); ++row) {
    if (direction[row].sign() <= 0 || basis_[row].kind == Kind::kLevel) continue;
    if (found == direction.size() || ends_before(row, found, direction)) found = row;
  }
  return found;
}

/// Lexicographic: of two that fall to zero together, the columns of the first basis decide.
bool Game::ends_before(std::size_t row, std::size_t other, const Row& direction) const {
  const std::size_t last = inverse_.size() - 1;
  auto order = inverse_[row][last] * direction[other] <=> inverse_[other][last] * direction[row];
  for (std::size_t j = 0; order == 0 && j <= last; ++j) {
    order = started(row, j) * direction[other] <=> started(other, j) * direction[row];
  }
  return order < 0;
}

Integer Game::started(std::size_t row, std::size_t column) const {
  Integer out;
  for (std::size_t j = 0; j < inverse_.size(); ++j) {
    out = out + inverse_[row][j] * start_[column][j];
  }
  return out;
}

std::vector<std::pair<Code, Integer>> Game::mixture() const {
  std::vector<std::pair<Code, Integer>> out;
  for (std::size_t row = 0; row < basis_.size(); ++row) {
    const Integer& share = inverse_[row].back();
    if (basis_[row].kind == Kind::kRival && share.sign() > 0) {
      out.emplace_back(basis_[row].index, share);
    }
  }
  std::ranges::sort(out, {}, [](const auto& one) { return one.first; });
  return out;
}

}  // namespace lantoa
