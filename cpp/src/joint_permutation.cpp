#include "lantoa/joint_permutation.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "arranging.hpp"
#include "exchanging.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "sources.hpp"

namespace lantoa {
namespace {

void check_all(const std::vector<TakingUp>& practices) {
  if (practices.empty()) throw InputError("practices must be one or more, not 0");
  const Eigen::Index n = practices.front().adopted.size();
  for (const TakingUp& one : practices) {
    if (one.adopted.size() != n) {
      throw InputError("practices must be among the same " + std::to_string(n) + " subjects, not " +
                       std::to_string(one.adopted.size()));
    }
    check(one.adopted, one.stratum);
  }
}

/// A code from 0 for each row, in the order of the keys.
Codes codes_of(const std::vector<Column>& keys) {
  std::map<Column, Code> known;
  for (const Column& key : keys) known.emplace(key, 0);
  Code next = 0;
  for (auto& one : known) one.second = next++;
  Codes out(std::ssize(keys));
  for (Eigen::Index row = 0; row < out.size(); ++row) {
    out[row] = known.at(keys[static_cast<std::size_t>(row)]);
  }
  return out;
}

bool is_held(const std::vector<TakingUp>& practices, Eigen::Index row) {
  return std::ranges::all_of(practices,
                             [&](const TakingUp& one) { return one.stratum[row] == kHeld; });
}

/// The practices, and subjects with the same times of all as copies of one.
class Together {
 public:
  explicit Together(const std::vector<TakingUp>& practices)
      : exchange_(labels_of(practices), common_strata(practices)) {
    for (const TakingUp& one : practices) {
      const Exchange own(one.adopted, one.stratum);
      sources_.emplace_back(one.ties, one.stratum, own.seen(), own.latest());
      size_ += std::ssize(exchange_.times()) + sources_.back().size() + 1;
    }
  }

  [[nodiscard]] const Exchange& exchange() const { return exchange_; }
  [[nodiscard]] Eigen::Index practices() const { return std::ssize(sources_); }
  /// Subjects and ties that are looked at for an arrangement.
  [[nodiscard]] std::int64_t size() const { return size_; }

  /// Writes the mean share of each practice, -1 where it has no members.
  template <typename Row>
  void stand(const std::vector<Code>& labels, std::vector<Code>& times, Row row) const {
    times.resize(labels.size());
    for (std::size_t at = 0; at < sources_.size(); ++at) {
      std::ranges::transform(labels, times.begin(), [&](Code label) {
        return label == kNotSeen ? kNotSeen : times_[at][static_cast<std::size_t>(label)];
      });
      row[static_cast<Eigen::Index>(at)] = sources_[at].standing(times).mean;
    }
  }

 private:
  /// A number from 1 for all times of a subject, 0 where it was not seen to take up anything.
  Codes labels_of(const std::vector<TakingUp>& practices) {
    const Eigen::Index n = practices.front().adopted.size();
    std::vector<Column> keys(static_cast<std::size_t>(n) + 1);
    keys[0].assign(practices.size(), 0);  // the least of all keys: its code is 0
    for (Eigen::Index row = 0; row < n; ++row) {
      for (const TakingUp& one : practices) {
        keys[static_cast<std::size_t>(row) + 1].push_back(one.adopted[row]);
      }
    }
    const Codes found = codes_of(keys);
    times_.assign(practices.size(), Column(keys.size()));
    for (std::size_t key = 0; key < keys.size(); ++key) {
      const auto label = static_cast<std::size_t>(found[static_cast<Eigen::Index>(key)]);
      for (std::size_t at = 0; at < practices.size(); ++at) {
        times_[at][label] = keys[key][at] == 0 ? kNotSeen : keys[key][at];
      }
    }
    return found.tail(n);
  }

  std::vector<Column> times_;  // by practice and label; filled before the exchange is made
  Exchange exchange_;
  std::vector<Sources> sources_;
  std::int64_t size_ = 0;
};

/// Every arrangement once; the observed changes places with the first of them.
void enumerate(const Together& together, Threads threads, JointlyPermuted& out) {
  const Exchange& exchange = together.exchange();
  out.is_exact = true;
  out.values.resize(exchange.count(), together.practices());
  Eigen::Index observed = 0;  // one block alone writes it
  const auto block = [&](std::int64_t begin, std::int64_t end) {
    std::vector<Code> labels = exchange.times();
    std::vector<Code> scratch;
    std::vector<Code> times;
    exchange.arrange(begin, labels);
    for (auto at = begin; at < end; ++at) {
      together.stand(labels, times, out.values.row(at));
      if (labels == exchange.times()) observed = at;
      exchange.step(labels, scratch);
    }
  };
  in_blocks(exchange.count(), together.size(), threads, block);
  out.values.row(0).swap(out.values.row(observed));
}

void sample(const Together& together, const Budget& effort, JointlyPermuted& out) {
  out.values.resize(effort.draws + 1, together.practices());
  const auto block = [&](std::int64_t begin, std::int64_t end) {
    std::vector<Code> labels = together.exchange().times();
    std::vector<std::uint32_t> rows;
    std::vector<Code> times;
    for (auto at = begin; at < end; ++at) {
      if (at > 0) {
        const Draws draws(effort.seed, Stream::kPermutations, static_cast<std::uint64_t>(at - 1));
        together.exchange().shuffle(Picks(draws), rows, labels);
      }
      together.stand(labels, times, out.values.row(at));
    }
  };
  in_blocks(effort.draws + 1, together.size(), effort.threads, block);
}

/// Puts the mean of the others where a practice has no members.
void fill(Eigen::Ref<Eigen::ArrayXd> values) {
  const auto has = values >= 0;
  const auto count = static_cast<double>(has.count());
  const double mean = count > 0 ? has.select(values, 0).sum() / count : 0;
  values = has.select(values, mean).eval();
}

}  // namespace

Codes common_strata(const std::vector<TakingUp>& practices) {
  check_all(practices);
  Codes out = Codes::Constant(practices.front().adopted.size(), kHeld);
  std::vector<Eigen::Index> rows;
  std::vector<Column> keys;
  for (Eigen::Index row = 0; row < out.size(); ++row) {
    if (is_held(practices, row)) continue;
    rows.push_back(row);
    keys.emplace_back();
    for (const TakingUp& one : practices) {
      const bool moves = one.stratum[row] != kHeld;
      keys.back().push_back(moves ? one.stratum[row] : -1 - one.adopted[row]);
    }
  }
  out(rows) = codes_of(keys);
  return out;
}

JointlyPermuted jointly_permuted(const std::vector<TakingUp>& practices, const Budget& effort) {
  check_all(practices);
  check(effort);
  const Together together(practices);
  JointlyPermuted out;
  out.arrangements = together.exchange().count();
  out.moving = together.exchange().moving();
  if (out.arrangements <= std::min(effort.most, effort.draws)) {
    enumerate(together, effort.threads, out);
  } else {
    sample(together, effort, out);
  }
  for (Eigen::Index at = 0; at < together.practices(); ++at) fill(out.values.col(at));
  return out;
}

}  // namespace lantoa
