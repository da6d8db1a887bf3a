#include "lantoa/pulse.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kCountless = std::int64_t{1} << 62;
constexpr double kNear = 1e-9;  // of the largest sum: sums so close count as equal

using Periods = std::vector<Code>;

class Moving {
 public:
  Moving(const Eigen::Ref<const Eigen::ArrayXXd>& excess, const Stories& stories)
      : excess_(excess), stories_(stories), at_(static_cast<std::size_t>(stories.period.size())) {
    for (Eigen::Index story = 0; story < stories.period.size(); ++story) {
      const Code group = stories.group[stories.period[story] - 1];
      Periods where;
      for (Code period = 1; period <= stories.group.size(); ++period) {
        if (stories.group[period - 1] == group) where.push_back(period);
      }
      possible_.push_back(where);
      order_.push_back(story);
    }
    std::ranges::stable_sort(order_, {}, [&](Eigen::Index story) { return series_of(story); });
    for (std::size_t at = 0; at < order_.size(); ++at) {
      first_.push_back(at == 0 || ends_series(at - 1) ? at : first_[at - 1]);
    }
  }

  [[nodiscard]] std::int64_t count() const {
    std::int64_t out = 1;
    for (const Periods& where : possible_) {
      const std::int64_t more = std::ssize(where);
      out = out > kCountless / more ? kCountless : out * more;
    }
    return out;
  }

  /// Of the stories as they ran.
  [[nodiscard]] double as_it_was() {
    at_.assign(stories_.period.begin(), stories_.period.end());
    return sum();
  }

  /// The sums of all arrangements, the last story moving fastest.
  [[nodiscard]] std::vector<double> all() {
    std::vector<double> out(static_cast<std::size_t>(count()));
    std::vector<std::size_t> apart(possible_.size(), 1);  // arrangements of the stories after it
    for (std::size_t story = apart.size() - 1; story > 0; --story) {
      apart[story - 1] = apart[story] * possible_[story].size();
    }
    fill(0, 0, apart, out.data());
    return out;
  }

  /// The stories as they ran, and drawn arrangements.
  [[nodiscard]] std::vector<double> sampled(const Budget& budget) {
    std::vector<double> out{as_it_was()};
    for (std::int64_t draw = 0; draw < budget.draws; ++draw) {
      const Draws draws(budget.seed, Stream::kPulses, static_cast<std::uint64_t>(draw));
      for (std::size_t story = 0; story < at_.size(); ++story) {
        const double u = draws.uniforms(static_cast<std::uint32_t>(story))[0];
        const auto size = possible_[story].size();
        at_[story] = possible_[story][std::min(
            static_cast<std::size_t>(u * static_cast<double>(size)), size - 1)];
      }
      out.push_back(sum());
    }
    return out;
  }

 private:
  [[nodiscard]] Code series_of(Eigen::Index story) const { return stories_.series[story]; }

  /// Whether no further story in the order is of the series of this one.
  [[nodiscard]] bool ends_series(std::size_t number) const {
    return number + 1 == order_.size() ||
           series_of(order_[number + 1]) != series_of(order_[number]);
  }

  /// Writes the sums of all arrangements of the stories from `number` on in the order.
  void fill(std::size_t number, double sum, const std::vector<std::size_t>& apart, double* out) {
    if (number == order_.size()) {
      *out = sum;
      return;
    }
    const auto story = static_cast<std::size_t>(order_[number]);
    for (const Code period : possible_[story]) {
      at_[story] = period;
      fill(number + 1, ends_series(number) ? with_series(sum, number) : sum, apart, out);
      out += apart[story];
    }
  }

  /// Series by series and period by period, whatever the order of the stories.
  [[nodiscard]] double sum() {
    double out = 0;
    for (std::size_t number = 0; number < order_.size(); ++number) {
      if (ends_series(number)) out = with_series(out, number);
    }
    return out;
  }

  /// A sum, and what comes soon after the stories of the series that ends with this one.
  [[nodiscard]] double with_series(double sum, std::size_t number) {
    const Code series = series_of(order_[number]);
    periods_.clear();
    for (std::size_t at = first_[number]; at <= number; ++at) {
      periods_.push_back(at_[static_cast<std::size_t>(order_[at])]);
    }
    std::ranges::sort(periods_);
    Eigen::Index done = 0;
    for (const Code period : periods_) {
      const auto end =
          std::min<Eigen::Index>(std::int64_t{period} + stories_.window, excess_.rows());
      for (done = std::max<Eigen::Index>(done, period); done < end; ++done) {
        sum += excess_(done, series);
      }
    }
    return sum;
  }

  Eigen::ArrayXXd excess_;
  const Stories& stories_;
  std::vector<Periods> possible_;
  std::vector<Eigen::Index> order_;  // of the stories, series by series
  std::vector<std::size_t> first_;   // of each in this order, where its series begins
  Periods at_;                       // of each story
  Periods periods_;                  // of those of a series
};

void judge(const std::vector<double>& sums, Pulse& out) {
  const auto n = static_cast<double>(sums.size());
  double scale = 0;
  for (const double sum : sums) {
    out.mean += sum / n;
    scale = std::max(scale, std::abs(sum));
  }
  const double near = kNear * scale;
  double furthest = 0;
  for (const double sum : sums) {
    out.deviation += (sum - out.mean) * (sum - out.mean) / n;
    furthest = std::max(furthest, std::abs(sum - out.mean));
  }
  out.deviation = std::sqrt(out.deviation);
  const double away = std::abs(out.observed - out.mean);
  for (const double sum : sums) {
    out.upper += sum >= out.observed - near ? 1 : 0;
    out.lower += sum <= out.observed + near ? 1 : 0;
    out.two += std::abs(sum - out.mean) >= away - near ? 1 : 0;
    out.furthest += std::abs(sum - out.mean) >= furthest - near ? 1 : 0;
  }
  out.counted = std::ssize(sums);
}

void check(const Eigen::Ref<const Eigen::ArrayXXd>& excess, const Stories& stories,
           const Budget& budget) {
  if (stories.period.size() == 0) throw InputError("there must be a story");
  if (stories.series.size() != stories.period.size() || stories.group.size() != excess.rows()) {
    throw InputError("series and period, and group and excess, must be of one length");
  }
  if (stories.window < 1) {
    throw InputError("window must be 1 or more, not " + std::to_string(stories.window));
  }
  if (budget.draws < 1 || budget.draws > kMostDraws) {
    throw InputError("draws must be 1 to " + std::to_string(kMostDraws) + ", not " +
                     std::to_string(budget.draws));
  }
  if (!excess.isFinite().all()) throw InputError("excess must be finite");
  for (Eigen::Index story = 0; story < stories.period.size(); ++story) {
    const Code period = stories.period[story];
    const Code series = stories.series[story];
    const bool is_there = period >= 1 && period <= excess.rows() && series >= 0 &&
                          series < excess.cols() && stories.group[period - 1] >= 0;
    if (!is_there) throw InputError("story " + std::to_string(story) + " cannot run where it did");
  }
}

}  // namespace

Pulse pulse(const Eigen::Ref<const Eigen::ArrayXXd>& excess, const Stories& stories,
            const Budget& budget) {
  check(excess, stories, budget);
  Moving moving(excess, stories);
  Pulse out;
  out.observed = moving.as_it_was();
  out.arrangements = moving.count();
  out.is_exact = out.arrangements <= budget.most;
  judge(out.is_exact ? moving.all() : moving.sampled(budget), out);
  return out;
}

}  // namespace lantoa
