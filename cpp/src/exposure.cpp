#include "lantoa/exposure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "lantoa/error.hpp"
#include "summing.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kBlock = 8192;  // subjects: about a millisecond
constexpr Code kSmall = 250;           // periods that fit a byte

void check_length(Eigen::Index found, Eigen::Index expected, const char* what) {
  if (found != expected)
    throw InputError(std::string(what) + ": expected " + std::to_string(expected) + ", not " +
                     std::to_string(found));
}

void check_periods(const Codes& found, Code fewest, Code most, const char* what) {
  for (Eigen::Index k = 0; k < found.size(); ++k)
    if (found[k] < fewest || found[k] > most)
      throw InputError(std::string(what) + " " + std::to_string(k) + ": period " +
                       std::to_string(found[k]) + " is not from " + std::to_string(fewest) +
                       " to " + std::to_string(most));
}

void check_count(Code periods) {
  if (periods < 1) throw InputError("expected 1 period or more, not " + std::to_string(periods));
}

/// Threads only where there is work for them.
Threads threads_for(const Network& rows, Code periods, Threads threads) {
  const std::int64_t work = rows.other.size() + rows.size() * std::int64_t{periods};
  return work < 4'000'000 ? 1 : threads;
}

/// Periods as bytes where they fit: random reads then stay in the cache.
template <class Period>
std::vector<Period> periods_as(const Codes& adopted) {
  std::vector<Period> found(static_cast<std::size_t>(adopted.size()));
  for (Eigen::Index i = 0; i < adopted.size(); ++i)
    found[static_cast<std::size_t>(i)] = static_cast<Period>(adopted[i]);
  return found;
}

template <class Period>
void expose(const Network& sources, const std::vector<Period>& adopted, PeriodTable& share,
            std::int64_t begin, std::int64_t end) {
  const Eigen::Index periods = share.cols();
  std::vector<Code> count(static_cast<std::size_t>(periods) + 1);
  for (Eigen::Index i = begin; i < end; ++i) {
    const Code from = sources.first[i], to = sources.first[i + 1];
    std::fill(count.begin(), count.end(), 0);
    for (Code k = from; k < to; ++k) ++count[adopted[static_cast<std::size_t>(sources.other[k])]];
    const double ties = to > from ? to - from : 1;
    Code so_far = 0;
    for (Eigen::Index t = 0; t < periods; ++t) {
      so_far += count[static_cast<std::size_t>(t) + 1];
      share(i, t) = so_far / ties;
    }
  }
}

template <class Period>
void expose_all(const Network& sources, const Codes& adopted, PeriodTable& share, Threads threads) {
  const auto found = periods_as<Period>(adopted);
  parallel_for_blocks(
      sources.size(), kBlock,
      [&](std::int64_t begin, std::int64_t end) { expose(sources, found, share, begin, end); },
      threads);
}

void check(const Holding& ties, const Carrying& spells, const Network& sources, Code periods) {
  check_count(periods);
  const Eigen::Index k = sources.other.size();
  check_length(ties.weight.size(), k, "weights");
  check_length(ties.since.size(), k, "first periods of ties");
  check_length(ties.until.size(), k, "last periods of ties");
  check_length(spells.first.size(), sources.size() + 1, "rows of spells");
  check_length(spells.since.size(), spells.first[sources.size()], "first periods of spells");
  check_length(spells.until.size(), spells.since.size(), "last periods of spells");
  check_periods(ties.since, 1, periods, "tie");
  check_periods(ties.until, 1, periods, "tie");
  check_periods(spells.since, 1, periods, "spell");
  check_periods(spells.until, 1, periods, "spell");
  for (Eigen::Index at = 0; at < k; ++at)
    if (!(ties.weight[at] >= 0) || !std::isfinite(ties.weight[at]))
      throw InputError("tie " + std::to_string(at) + ": a weight that is negative or no number");
}

/// The first spell of a subject, and whether there are more: one read from the cache for most.
template <class Period>
struct Brief {
  Period since, until, more;
};

template <class Period>
std::vector<Brief<Period>> briefs(const Carrying& spells) {
  std::vector<Brief<Period>> found(static_cast<std::size_t>(spells.first.size() - 1));
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Code from = spells.first[static_cast<Eigen::Index>(i)];
    const Code count = spells.first[static_cast<Eigen::Index>(i) + 1] - from;
    if (count > 0)
      found[i] = {static_cast<Period>(spells.since[from] - 1),
                  static_cast<Period>(spells.until[from]), static_cast<Period>(count > 1)};
  }
  return found;
}

/// Weights that add up without rounding: where a tie begins they are added, and taken off where it
/// ends, and summed up at last.
template <class Weight>
void add_between(const Weight& weight, Code from, Code to, Weight* row) {
  row[from] += weight;
  row[to] -= weight;
}

template <class Weight>
void sum_up(Code periods, Weight* row) {
  for (Code t = 1; t < periods; ++t) row[t] += row[t - 1];
}

double total_of(double whole) { return whole; }
double total_of(const Sum<double>& broken) { return broken.total(); }

/// Of a row's ties.
struct WholeWeights {
  using Weight = double;
  WholeWeights(double /*largest*/, std::int64_t /*count*/) {}
  [[nodiscard]] static double of(double weight) { return weight; }
};

/// Other weights are cut in two parts, so that no order of ties changes a share.
struct BrokenWeights {
  using Weight = Sum<double>;
  BrokenWeights(double largest, std::int64_t count) : cut(largest, count) {}
  [[nodiscard]] Weight of(double weight) const {
    Weight parts{0, 0};
    cut.add(weight, parts);
    return parts;
  }
  Cut cut;
};

constexpr double kLargestWhole = 1048576;  // 2^20: sums of 2^31 ties stay exact

bool are_whole(const Eigen::VectorXd& weight) {
  return std::all_of(weight.begin(), weight.end(),
                     [](double one) { return one <= kLargestWhole && one == std::floor(one); });
}

template <class Weights, class Period>
class InTime {
 public:
  InTime(const Network& sources, const Holding& ties, const Carrying& spells, PeriodTable& share)
      : sources_(sources),
        ties_(ties),
        spells_(spells),
        share_(share),
        brief_(briefs<Period>(spells)) {
    for (Eigen::Index i = 0; i + 1 < spells.first.size(); ++i)
      most_spells_ = std::max(most_spells_, spells.first[i + 1] - spells.first[i]);
  }

  void operator()(std::int64_t begin, std::int64_t end) const {
    const Code periods = static_cast<Code>(share_.cols());
    std::vector<Weight> carried(static_cast<std::size_t>(periods) + 1), whole(carried.size());
    for (Eigen::Index i = begin; i < end; ++i) {
      std::fill(carried.begin(), carried.end(), Weight{});
      std::fill(whole.begin(), whole.end(), Weight{});
      const Weights weights = weights_of(i);
      for (Code k = sources_.first[i]; k < sources_.first[i + 1]; ++k)
        add(k, weights, carried.data(), whole.data());
      sum_up(periods, carried.data());
      sum_up(periods, whole.data());
      double* const row = share_.data() + i * share_.cols();
      for (Code t = 0; t < periods; ++t) {
        const auto at = static_cast<std::size_t>(t);
        const double all = total_of(whole[at]);
        row[t] = total_of(carried[at]) / (all > 0 ? all : 1);
      }
    }
  }

 private:
  using Weight = typename Weights::Weight;

  [[nodiscard]] Weights weights_of(Eigen::Index i) const {
    const Code from = sources_.first[i], to = sources_.first[i + 1];
    double largest = 0;
    if constexpr (!std::is_same_v<Weight, double>) {
      for (Code k = from; k < to; ++k) largest = std::max(largest, ties_.weight[sources_.tie[k]]);
    }
    return {largest, std::int64_t{to - from} * most_spells_};
  }

  void add(Code k, const Weights& weights, Weight* carried, Weight* whole) const {
    const Code tie = sources_.tie[k], source = sources_.other[k];
    const Code from = ties_.since[tie] - 1, to = ties_.until[tie];
    if (from >= to) return;
    const Weight weight = weights.of(ties_.weight[tie]);
    add_between(weight, from, to, whole);
    const Brief<Period> one = brief_[static_cast<std::size_t>(source)];
    add_spell(weight, from, to, one.since, one.until, carried);
    if (one.more == 0) return;
    for (Code s = spells_.first[source] + 1; s < spells_.first[source + 1]; ++s)
      add_spell(weight, from, to, spells_.since[s] - 1, spells_.until[s], carried);
  }

  static void add_spell(const Weight& weight, Code from, Code to, Code since, Code until,
                        Weight* carried) {
    const Code begin = std::max(from, since);
    add_between(weight, begin, std::max(begin, std::min(to, until)), carried);
  }

  const Network& sources_;
  const Holding& ties_;
  const Carrying& spells_;
  PeriodTable& share_;
  std::vector<Brief<Period>> brief_;
  Code most_spells_ = 1;
};

template <class Weights>
void expose_in_time(const Network& sources, const Holding& ties, const Carrying& spells,
                    PeriodTable& share, Threads threads) {
  if (share.cols() <= kSmall)
    parallel_for_blocks(sources.size(), kBlock,
                        InTime<Weights, std::uint8_t>(sources, ties, spells, share), threads);
  else
    parallel_for_blocks(sources.size(), kBlock, InTime<Weights, Code>(sources, ties, spells, share),
                        threads);
}

}  // namespace

PeriodTable exposure(const Network& sources, const Codes& adopted, Code periods, Threads threads) {
  check_count(periods);
  check_length(adopted.size(), sources.size(), "periods of taking up");
  check_periods(adopted, 0, periods, "subject");
  PeriodTable share(sources.size(), periods);
  const Threads used = threads_for(sources, periods, threads);
  if (periods <= kSmall)
    expose_all<std::uint8_t>(sources, adopted, share, used);
  else
    expose_all<std::uint32_t>(sources, adopted, share, used);
  return share;
}

PeriodTable exposure_in_time(const Network& sources, const Holding& ties, const Carrying& spells,
                             Code periods, Threads threads) {
  check(ties, spells, sources, periods);
  PeriodTable share(sources.size(), periods);
  const Threads used = threads_for(sources, periods, threads);
  if (are_whole(ties.weight))
    expose_in_time<WholeWeights>(sources, ties, spells, share, used);
  else
    expose_in_time<BrokenWeights>(sources, ties, spells, share, used);
  return share;
}

}  // namespace lantoa
