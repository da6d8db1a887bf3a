#include "lantoa/lead.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

#include "beside.hpp"
#include "game.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

using Weights = std::vector<std::int64_t>;

constexpr Eigen::Index kMostCriteria = 16;
constexpr std::int64_t kMostPoints = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMostWeight = std::int64_t{1} << 24U;

std::int64_t sum(const Weights& weights) {
  return std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
}

void check(const Challenge& challenge) {
  const Eigen::Index m = challenge.own.cols();
  if (m < 1 || m > kMostCriteria) {
    throw InputError("weights of 1 to 16 criteria can be asked for, not of " + std::to_string(m));
  }
  if (challenge.own.rows() != 1 || challenge.rivals.cols() != m ||
      challenge.own_chain.rows() != 1 ||
      challenge.own_chain.cols() != challenge.rivals_chain.cols() ||
      challenge.rivals_chain.rows() != challenge.rivals.rows()) {
    throw InputError("own and rivals must have the same columns, and a chain for each row");
  }
  const auto fits = [](const Points& points) {
    return points.size() == 0 || (points.minCoeff() >= 0 && points.maxCoeff() <= kMostPoints);
  };
  if (!fits(challenge.own) || !fits(challenge.rivals)) {
    throw InputError("points must lie between 0 and " + std::to_string(kMostPoints));
  }
}

void check(const WeightBox& box, Eigen::Index criteria) {
  const auto m = static_cast<std::size_t>(criteria);
  if (box.low.size() != m || box.high.size() != m) {
    throw InputError("low and high must have " + std::to_string(m) + " weights");
  }
  if (box.total < 1 || box.total > kMostWeight) {
    throw InputError("total must lie between 1 and " + std::to_string(kMostWeight) + ", not " +
                     std::to_string(box.total));
  }
  for (std::size_t j = 0; j < m; ++j) {
    if (box.low[j] < 0 || box.high[j] < box.low[j] || box.high[j] > box.total) {
      throw InputError("weight " + std::to_string(j) + ": expected 0 <= low <= high <= total");
    }
  }
  if (sum(box.low) > box.total || sum(box.high) < box.total) {
    throw InputError("no weights of the box sum to " + std::to_string(box.total) + ": they reach " +
                     std::to_string(sum(box.low)) + " to " + std::to_string(sum(box.high)));
  }
}

/// What one search over the weights of a box says.
struct Search {
  bool does = false;
  std::vector<Integer> weights;  // over the whole
  Integer margin;
  Integer whole;
  std::vector<std::pair<Code, Integer>> mixture;
};

Search searched(const Game& game, bool does) {
  return {does, game.weights(), game.margin(), game.whole(), game.mixture()};
}

/// One subject that asks about its weights.
class Asking {
 public:
  Asking(const Challenge& challenge, const WeightBox& box, Threads threads);

  [[nodiscard]] Leading answer(const WeightBox& box);
  [[nodiscard]] bool can_be_first(const WeightBox& box);

 private:
  const Challenge& challenge_;
  Threads threads_;
  Eigen::Index n_;
  Codes parted_;                // 1: the chain puts the rival before, 0: level, -1: behind
  std::unique_ptr<Game> game_;  // none without rivals

  [[nodiscard]] Code parted(Eigen::Index rival) const;
  [[nodiscard]] int by_points(const WeightBox& box);
  [[nodiscard]] Search by_chain(const WeightBox& box, Lead lead) const;
  [[nodiscard]] Leading told(const Search& search, Lead lead) const;
};

Asking::Asking(const Challenge& challenge, const WeightBox& box, Threads threads)
    : challenge_(challenge),
      threads_(threads),
      n_(challenge.rivals.rows()),
      parted_(challenge.rivals.rows()) {
  for (Eigen::Index rival = 0; rival < n_; ++rival) parted_[rival] = parted(rival);
  if (n_ > 0) game_ = std::make_unique<Game>(challenge, Codes::Ones(n_), box, threads);
}

Code Asking::parted(Eigen::Index rival) const {
  for (Eigen::Index j = 0; j < challenge_.own_chain.cols(); ++j) {
    const auto order = challenge_.rivals_chain(rival, j) <=> challenge_.own_chain(0, j);
    if (order != 0) return order > 0 ? 1 : -1;
  }
  return 0;
}

/// The sign of the widest margin over all rivals.
int Asking::by_points(const WeightBox& box) {
  game_->move(box);
  game_->solve();
  return game_->margin().sign();
}

/// Where points alone leave the subject level at best: whom must it exceed, and can it?
Search Asking::by_chain(const WeightBox& box, Lead lead) const {
  const Code from = lead == Lead::kAlone ? 0 : 1;
  const Codes counts = (parted_.array() >= from).cast<Code>();
  if (counts.sum() == 0) return searched(*game_, true);
  if (counts.sum() == n_) return searched(*game_, false);
  Game game(challenge_, counts, box, threads_);
  game.solve();
  return searched(game, game.margin().sign() > 0);
}

bool Asking::can_be_first(const WeightBox& box) {
  if (!game_) return true;
  const int sign = by_points(box);
  return sign > 0 || (sign == 0 && by_chain(box, Lead::kShared).does);
}

Mixture told(const std::vector<std::pair<Code, Integer>>& mixture) {
  Mixture out;
  Integer whole;
  for (const auto& [rival, share] : mixture) {
    out.rivals.push_back(rival);
    out.shares.push_back(share.text());
    whole = whole + share;
  }
  out.whole = whole.text();
  return out;
}

Leading never(const std::vector<std::pair<Code, Integer>>& mixture) {
  Leading out;
  out.mixture = told(mixture);
  return out;
}

/// The weights of a search that found some.
Leading Asking::told(const Search& search, Lead lead) const {
  Leading out;
  out.lead = lead;
  for (const Integer& weight : search.weights) out.weights.push_back(weight.text());
  out.margin = search.margin.text();
  out.whole = search.whole.text();
  out.rounded = Beside(challenge_, parted_, threads_).find(search.weights, search.whole, lead);
  return out;
}

/// Nobody is in the way: any weights, and here the first that fit.
Leading unrivalled(const WeightBox& box) {
  Leading out;
  out.lead = Lead::kAlone;
  out.margin = std::string("0");
  out.whole = std::string("1");
  std::int64_t left = box.total - sum(box.low);
  for (std::size_t j = 0; j < box.low.size(); ++j) {
    const std::int64_t more = std::min(left, box.high[j] - box.low[j]);
    left -= more;
    out.rounded.push_back(box.low[j] + more);
    out.weights.push_back(Integer(out.rounded.back()).text());
  }
  return out;
}

Leading Asking::answer(const WeightBox& box) {
  if (!game_) return unrivalled(box);
  const int sign = by_points(box);
  if (sign > 0) return told(searched(*game_, true), Lead::kAlone);
  if (sign < 0) return never(game_->mixture());

  const Search alone = by_chain(box, Lead::kAlone);
  if (alone.does) return told(alone, Lead::kAlone);
  const Search shared = by_chain(box, Lead::kShared);
  if (!shared.does) return never(shared.mixture);
  Leading out = told(shared, Lead::kShared);
  out.mixture = lantoa::told(alone.mixture);
  return out;
}

/// The weights of a box that lie within a change of the present ones.
WeightBox within(const WeightBox& box, const Weights& weights, std::int64_t change) {
  WeightBox out = box;
  for (std::size_t j = 0; j < weights.size(); ++j) {
    out.low[j] = std::max(box.low[j], weights[j] - change);
    out.high[j] = std::min(box.high[j], weights[j] + change);
  }
  return out;
}

bool has_weights(const WeightBox& box) {
  for (std::size_t j = 0; j < box.low.size(); ++j) {
    if (box.low[j] > box.high[j]) return false;
  }
  return sum(box.low) <= box.total && sum(box.high) >= box.total;
}

}  // namespace

Leading lead(const Challenge& challenge, const WeightBox& box, Threads threads) {
  check(challenge);
  check(box, challenge.own.cols());
  return Asking(challenge, box, threads).answer(box);
}

NearestLead nearest_lead(const Challenge& challenge, const WeightBox& box, const Weights& weights,
                         Threads threads) {
  check(challenge);
  check(box, challenge.own.cols());
  check({weights, weights, box.total}, challenge.own.cols());
  Asking asking(challenge, box, threads);
  if (!asking.can_be_first(box)) return {-1, asking.answer(box)};

  std::int64_t least = -1;  // too little; the total is enough
  std::int64_t enough = box.total;
  while (enough - least > 1) {
    const std::int64_t half = std::midpoint(least, enough);
    const WeightBox near = within(box, weights, half);
    (has_weights(near) && asking.can_be_first(near) ? enough : least) = half;
  }
  return {enough, asking.answer(within(box, weights, enough))};
}

}  // namespace lantoa
