#include "lantoa/pairing.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "arranging.hpp"
#include "exchanging.hpp"
#include "lantoa/error.hpp"
#include "lantoa/integer.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

constexpr double kNear = 1e-10;  // of the largest term that there could be

using Vector = Eigen::Ref<const Eigen::VectorXd>;

std::string in_row(Eigen::Index row) { return " in row " + std::to_string(row); }

void check_pairs(const Vector& change, const Codes& source, const Vector& given,
                 const Codes& stratum) {
  const Eigen::Index n = stratum.size();
  if (change.size() != n || source.size() != n || given.size() != n) {
    throw InputError("change, source and given must have a number for each of " +
                     std::to_string(n) + " codes of strata, not " + std::to_string(change.size()) +
                     ", " + std::to_string(source.size()) + " and " + std::to_string(given.size()));
  }
  for (Eigen::Index row = 0; row < n; ++row) {
    if (source[row] < -1 || source[row] >= n) {
      throw InputError("source must be -1 to " + std::to_string(n - 1) + ", not " +
                       std::to_string(source[row]) + in_row(row));
    }
    if (source[row] == row) {
      throw InputError("source must be another taker, not the taker itself" + in_row(row));
    }
    if (!std::isfinite(change[row])) {
      throw InputError("change must be finite, not so" + in_row(row));
    }
    if (source[row] < 0 && !std::isfinite(given[row])) {
      throw InputError("given must be finite where source is -1, not so" + in_row(row));
    }
  }
}

/// What stands beside each taker as things are: the number of its source.
Eigen::VectorXd beside(const Vector& change, const Codes& source, const Vector& given) {
  Eigen::VectorXd out = given;
  for (Eigen::Index row = 0; row < source.size(); ++row) {
    if (source[row] >= 0) out[row] = change[source[row]];
  }
  return out;
}

std::int64_t largest(const Wholes& values) {
  std::int64_t out = 0;
  for (const std::int64_t value : values) out = std::max(out, std::abs(value));
  return out;
}

/// Numbers less the mean of their stratum, all 0 where only roundings vary.
Centred apart(const Vector& values, const Strata& strata) {
  Centred out = centred(values, strata);
  if (largest(out.values) <= out.slack) std::ranges::fill(out.values, 0);
  return out;
}

/// Takers, what is exchanged among them, and the sums of products with what their sources have.
class Pairs {
 public:
  Pairs(const Vector& change, const Codes& source, const Vector& given, const Codes& stratum)
      : strata_(strata_of(stratum)),
        source_(source),
        stratum_(stratum),
        beside_(apart(lantoa::beside(change, source, given), strata_)) {
    const Centred mine = apart(change, strata_);
    set_levels(mine);
    set_named();
    set_scale(mine);
  }

  /// n codes from 1 of which number each has: what is exchanged.
  [[nodiscard]] const Codes& levels() const { return levels_; }
  /// Sums so close may be equal.
  [[nodiscard]] double near() const { return near_; }

  /// The statistic of an arrangement. No order of the rows changes it by a bit.
  [[nodiscard]] double sum(const std::vector<Code>& levels) const {
    Wide kept = 0;
    Wide moved = 0;
    for (std::size_t row = 0; row < levels.size(); ++row) {
      const Wide mine = number_of(levels[row]);
      kept += mine * beside_.values[row];
      const Code from = source_[static_cast<Eigen::Index>(row)];
      if (from < 0) continue;
      moved += mine * (number_of(levels[static_cast<std::size_t>(from)]) - named_[row]);
    }
    return static_cast<double>(static_cast<long double>(kept) * kept_unit_ +
                               static_cast<long double>(moved) * moved_unit_);
  }

  /// Of the statistic over all arrangements.
  [[nodiscard]] double mean() const {
    std::vector<std::int64_t> inside(strata_.size());
    for (Eigen::Index row = 0; row < source_.size(); ++row) {
      if (source_[row] < 0 || stratum_[source_[row]] != stratum_[row]) continue;
      ++inside[static_cast<std::size_t>(stratum_[row])];
    }
    long double out = 0;
    for (std::size_t at = 0; at < strata_.size(); ++at) {
      if (inside[at] == 0) continue;  // as in strata of one
      Wide squares = 0;
      for (const std::size_t row : strata_[at]) squares += Wide{mine(row)} * mine(row);
      const auto n = static_cast<long double>(strata_[at].size());
      out -= static_cast<long double>(inside[at]) * static_cast<long double>(squares) *
             moved_unit_ / (n * (n - 1));
    }
    return static_cast<double>(out);
  }

  [[nodiscard]] double correlation() const {
    Wide both = 0;
    Wide mines = 0;
    Wide theirs = 0;
    for (std::size_t row = 0; row < beside_.values.size(); ++row) {
      const Wide their = beside_.values[row];
      both += mine(row) * their;
      mines += Wide{mine(row)} * mine(row);
      theirs += their * their;
    }
    if (mines == 0 || theirs == 0) return 0;
    return static_cast<double>(
        static_cast<long double>(both) /
        (std::sqrt(static_cast<long double>(mines)) * std::sqrt(static_cast<long double>(theirs))));
  }

 private:
  [[nodiscard]] std::int64_t number_of(Code level) const {
    return numbers_[static_cast<std::size_t>(level)];
  }
  [[nodiscard]] std::int64_t mine(std::size_t row) const {
    return number_of(levels_[static_cast<Eigen::Index>(row)]);
  }

  /// Numbers of a stratum that only roundings part are one, or there would be more arrangements.
  void set_levels(const Centred& mine) {
    const double apart = kNear * static_cast<double>(largest(mine.values));
    levels_.resize(source_.size());
    for (auto members : strata_) {
      std::ranges::sort(members, {}, [&](std::size_t row) { return mine.values[row]; });
      bool is_first = true;
      for (const std::size_t row : members) {
        const std::int64_t value = mine.values[row];
        if (is_first || static_cast<double>(value - numbers_.back()) > apart) {
          numbers_.push_back(value);
        }
        is_first = false;
        levels_[static_cast<Eigen::Index>(row)] = static_cast<Code>(numbers_.size() - 1);
      }
    }
  }

  void set_named() {
    named_.resize(beside_.values.size());
    for (std::size_t row = 0; row < named_.size(); ++row) {
      const Code from = source_[static_cast<Eigen::Index>(row)];
      if (from >= 0) named_[row] = mine(static_cast<std::size_t>(from));
    }
  }

  /// Sums come in parts of the largest term, so that they fit in a double whatever the unit.
  void set_scale(const Centred& mine) {
    const auto size_of = [](const Centred& one) {
      return static_cast<long double>(std::max<std::int64_t>(largest(one.values), 1));
    };
    const bool is_taker = source_.size() > 0 && source_.maxCoeff() >= 0;
    const long double most = size_of(mine);
    const long double theirs =
        std::max(size_of(beside_) * beside_.unit, is_taker ? most * mine.unit : 0.0L);
    kept_unit_ = beside_.unit / (most * theirs);
    moved_unit_ = mine.unit / (most * theirs);
    const auto slack = static_cast<long double>(mine.slack);
    const auto their_slack = static_cast<long double>(beside_.slack);
    near_ = kNear * static_cast<double>(source_.size()) +
            static_cast<double>(3 * slack / most +  // a source has 3 at the most
                                most * (their_slack * kept_unit_ + 2 * slack * moved_unit_));
  }

  Strata strata_;
  Codes source_;
  Codes stratum_;
  Centred beside_;
  Codes levels_;
  Wholes numbers_{0};  // of each level; level 0 is nobody's
  Wholes named_;       // what the taker whom one names has as things are
  long double kept_unit_ = 1;
  long double moved_unit_ = 1;
  double near_ = 0;
};

/// The statistic of every arrangement, or of the observed and of a sample.
std::vector<double> sums_of(const Pairs& pairs, const Exchange& exchange, bool is_exact,
                            const Budget& effort) {
  const std::int64_t looks = std::ssize(exchange.times()) + 1;
  std::vector<double> out(static_cast<std::size_t>(is_exact ? exchange.count() : effort.draws + 1));
  const auto every = [&](std::int64_t begin, std::int64_t end) {
    std::vector<Code> levels = exchange.times();
    std::vector<Code> scratch;
    exchange.arrange(begin, levels);
    for (auto at = begin; at < end; ++at) {
      out[static_cast<std::size_t>(at)] = pairs.sum(levels);
      exchange.step(levels, scratch);
    }
  };
  const auto drawn = [&](std::int64_t begin, std::int64_t end) {
    std::vector<Code> levels = exchange.times();
    std::vector<std::uint32_t> rows;
    for (auto at = begin; at < end; ++at) {
      const Draws draws(effort.seed, Stream::kLots, static_cast<std::uint64_t>(at));
      exchange.shuffle(Picks(draws), rows, levels);
      out[static_cast<std::size_t>(at) + 1] = pairs.sum(levels);
    }
  };
  if (is_exact) {
    in_blocks(exchange.count(), looks, effort.threads, every);
  } else {
    out.front() = pairs.sum(exchange.times());
    in_blocks(effort.draws, looks, effort.threads, drawn);
  }
  return out;
}

void count(const std::vector<double>& sums, double observed, const Pairs& pairs, Pairing& out) {
  const double mean = pairs.mean();
  const auto away = [&](double sum) { return std::abs(sum - mean); };
  double farthest = 0;
  for (const double sum : sums) farthest = std::max(farthest, away(sum));
  out.tails.counted = std::ssize(sums);
  for (const double sum : sums) {
    out.tails.upper += sum >= observed - pairs.near() ? 1 : 0;
    out.tails.lower += sum <= observed + pairs.near() ? 1 : 0;
    out.tails.two += away(sum) >= away(observed) - pairs.near() ? 1 : 0;
    out.at_the_end += away(sum) >= farthest - pairs.near() ? 1 : 0;
  }
}

}  // namespace

Pairing pairing(const Vector& change, const Codes& source, const Vector& given,
                const Codes& stratum, const Budget& effort) {
  check_pairs(change, source, given, stratum);
  static_cast<void>(lot_of(Codes::Zero(stratum.size()), stratum));  // checks the codes
  check(effort);
  const Pairs pairs(change, source, given, stratum);
  const Exchange exchange(pairs.levels(), stratum);
  Pairing out{pairs.correlation(), exchange.count(), 0, {}};
  out.tails.is_exact = out.arrangements <= effort.most;
  const std::vector<double> sums = sums_of(pairs, exchange, out.tails.is_exact, effort);
  count(sums, pairs.sum(exchange.times()), pairs, out);
  return out;
}

}  // namespace lantoa
