#include "lantoa/exposure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"

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

/// Whole weights are added where they begin and taken off where they end, and summed up at last.
struct Whole {
  static constexpr bool kByWeight = false;
  static void add(double weight, Code from, Code to, double* row) {
    row[from] += weight;
    row[to] -= weight;
  }
  static void sum(Code periods, double* row) {
    for (Code t = 1; t < periods; ++t) row[t] += row[t - 1];
  }
};

/// Others are added to every period, for what is taken off again would leave a rest behind, and
/// from the lightest on: so no order of ties changes a share.
struct Broken {
  static constexpr bool kByWeight = true;
  static void add(double weight, Code from, Code to, double* row) {
    for (Code t = from; t < to; ++t) row[t] += weight;
  }
  static void sum(Code /*periods*/, double* /*row*/) {}
};

constexpr double kLargestWhole = 1048576;  // 2^20: sums of 2^31 ties stay exact

bool are_whole(const Eigen::VectorXd& weight) {
  return std::all_of(weight.begin(), weight.end(),
                     [](double one) { return one <= kLargestWhole && one == std::floor(one); });
}

template <class Adding, class Period>
class InTime {
 public:
  InTime(const Network& sources, const Holding& ties, const Carrying& spells, PeriodTable& share)
      : sources_(sources),
        ties_(ties),
        spells_(spells),
        share_(share),
        brief_(briefs<Period>(spells)) {}

  void operator()(std::int64_t begin, std::int64_t end) const {
    const Code periods = static_cast<Code>(share_.cols());
    std::vector<double> carried(static_cast<std::size_t>(periods) + 1), whole(carried.size());
    std::vector<std::pair<double, Code>> order;
    for (Eigen::Index i = begin; i < end; ++i) {
      std::fill(carried.begin(), carried.end(), 0.0);
      std::fill(whole.begin(), whole.end(), 0.0);
      if constexpr (Adding::kByWeight) {
        order.clear();
        for (Code k = sources_.first[i]; k < sources_.first[i + 1]; ++k)
          order.emplace_back(ties_.weight[sources_.tie[k]], k);
        std::ranges::sort(order);
        for (const auto& [weight, k] : order) add(k, carried.data(), whole.data());
      } else {
        for (Code k = sources_.first[i]; k < sources_.first[i + 1]; ++k)
          add(k, carried.data(), whole.data());
      }
      Adding::sum(periods, carried.data());
      Adding::sum(periods, whole.data());
      double* const row = share_.data() + i * share_.cols();
      for (Code t = 0; t < periods; ++t) {
        const auto at = static_cast<std::size_t>(t);
        row[t] = carried[at] / (whole[at] > 0 ? whole[at] : 1);
      }
    }
  }

 private:
  void add(Code k, double* carried, double* whole) const {
    const Code tie = sources_.tie[k], source = sources_.other[k];
    const Code from = ties_.since[tie] - 1, to = ties_.until[tie];
    if (from >= to) return;
    const double weight = ties_.weight[tie];
    Adding::add(weight, from, to, whole);
    const Brief<Period> one = brief_[static_cast<std::size_t>(source)];
    add_spell(weight, from, to, one.since, one.until, carried);
    if (one.more == 0) return;
    for (Code s = spells_.first[source] + 1; s < spells_.first[source + 1]; ++s)
      add_spell(weight, from, to, spells_.since[s] - 1, spells_.until[s], carried);
  }

  static void add_spell(double weight, Code from, Code to, Code since, Code until,
                        double* carried) {
    const Code begin = std::max(from, since);
    Adding::add(weight, begin, std::max(begin, std::min(to, until)), carried);
  }

  const Network& sources_;
  const Holding& ties_;
  const Carrying& spells_;
  PeriodTable& share_;
  std::vector<Brief<Period>> brief_;
};

template <class Adding>
void expose_in_time(const Network& sources, const Holding& ties, const Carrying& spells,
                    PeriodTable& share, Threads threads) {
  if (share.cols() <= kSmall)
    parallel_for_blocks(sources.size(), kBlock,
                        InTime<Adding, std::uint8_t>(sources, ties, spells, share), threads);
  else
    parallel_for_blocks(sources.size(), kBlock, InTime<Adding, Code>(sources, ties, spells, share),
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
    expose_in_time<Whole>(sources, ties, spells, share, used);
  else
    expose_in_time<Broken>(sources, ties, spells, share, used);
  return share;
}

}  // namespace lantoa
