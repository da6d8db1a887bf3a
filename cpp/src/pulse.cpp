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
      : excess_(excess), stories_(stories), seen_(static_cast<std::size_t>(excess.size()), -1) {
    for (Eigen::Index story = 0; story < stories.period.size(); ++story) {
      const Code group = stories.group[stories.period[story] - 1];
      Periods where;
      for (Code period = 1; period <= stories.group.size(); ++period) {
        if (stories.group[period - 1] == group) where.push_back(period);
      }
      possible_.push_back(where);
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

  [[nodiscard]] double as_it_was() {
    Periods at(stories_.period.begin(), stories_.period.end());
    return sum(at);
  }

  /// The sums of all arrangements, the last story moving fastest.
  [[nodiscard]] std::vector<double> all() {
    std::vector<double> out;
    std::vector<std::size_t> at(possible_.size());
    for (std::int64_t left = count(); left > 0; --left) {
      out.push_back(sum(chosen(at)));
      for (std::size_t story = at.size(); story-- > 0;) {
        if (++at[story] < possible_[story].size()) break;
        at[story] = 0;
      }
    }
    return out;
  }

  /// The stories as they ran, and drawn arrangements.
  [[nodiscard]] std::vector<double> sampled(const Budget& budget) {
    std::vector<double> out{as_it_was()};
    std::vector<std::size_t> at(possible_.size());
    for (std::int64_t draw = 0; draw < budget.draws; ++draw) {
      const Draws draws(budget.seed, Stream::kPulses, static_cast<std::uint64_t>(draw));
      for (std::size_t story = 0; story < at.size(); ++story) {
        const double u = draws.uniforms(static_cast<std::uint32_t>(story))[0];
        const auto size = possible_[story].size();
        at[story] = std::min(static_cast<std::size_t>(u * static_cast<double>(size)), size - 1);
      }
      out.push_back(sum(chosen(at)));
    }
    return out;
  }

 private:
  [[nodiscard]] const Periods& chosen(const std::vector<std::size_t>& at) {
    chosen_.resize(at.size());
    for (std::size_t story = 0; story < at.size(); ++story) {
      chosen_[story] = possible_[story][at[story]];
    }
    return chosen_;
  }

  /// Series by series and period by period, whatever the order of the stories.
  [[nodiscard]] double sum(const Periods& at) {
    ++round_;
    for (std::size_t story = 0; story < at.size(); ++story) {
      const Eigen::Index column =
          stories_.series[static_cast<Eigen::Index>(story)] * excess_.rows();
      for (Code after = 0; after < stories_.window && at[story] + after < excess_.rows(); ++after) {
        seen_[static_cast<std::size_t>(column + at[story] + after)] = round_;
      }
    }
    double out = 0;
    for (std::size_t cell = 0; cell < seen_.size(); ++cell) {
      if (seen_[cell] == round_) out += excess_.data()[cell];
    }
    return out;
  }

  Eigen::ArrayXXd excess_;
  const Stories& stories_;
  std::vector<Periods> possible_;
  std::vector<std::int64_t> seen_;
  Periods chosen_;
  std::int64_t round_ = 0;
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
