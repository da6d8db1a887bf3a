#include "contrast.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

using Weights = Eigen::Ref<const Eigen::VectorXd>;

/// How many of each label a stratum has.
using Counts = std::vector<Wholes>;

constexpr std::int64_t kDeepest = 2'000;  // members of a stratum that are walked down
constexpr double kSame = 1e-12;           // of the largest number of a contrast: roundings

bool is_clean(const Turns& turns, std::size_t label, Code year) {
  return label == 0 || year < turns.clean[static_cast<Eigen::Index>(label) - 1];
}

void check_codes(const Turns& turns) {
  if (turns.stratum.size() != turns.wave.size() || turns.clean.size() != turns.start.size()) {
    throw InputError("wave and stratum, and start and clean, must be of one length each");
  }
  for (Eigen::Index row = 0; row < turns.wave.size(); ++row) {
    if (turns.wave[row] < 0 || turns.wave[row] > turns.start.size()) {
      throw InputError("wave must be 0 to " + std::to_string(turns.start.size()) + ", not " +
                       std::to_string(turns.wave[row]) + " in row " + std::to_string(row));
    }
    if (turns.stratum[row] < 0 || turns.stratum[row] >= turns.stratum.size()) {
      throw InputError("stratum must be 0 to " + std::to_string(turns.stratum.size() - 1) +
                       ", not " + std::to_string(turns.stratum[row]) + " in row " +
                       std::to_string(row));
    }
  }
}

void check(const Turns& turns) {
  check_codes(turns);
  if (turns.years < 0) throw InputError("years must be 0 or more");
  for (Eigen::Index at = 0; at < turns.start.size(); ++at) {
    const bool is_after = at == 0 || turns.start[at] >= turns.start[at - 1];
    if (!is_after || turns.clean[at] < 0 || turns.clean[at] > turns.start[at]) {
      throw InputError("start must not fall, and clean must be 0 to start, not so of wave " +
                       std::to_string(at + 1));
    }
  }
}

Counts counts_of(const Turns& turns, const Strata& strata) {
  Counts out;
  for (const auto& members : strata) {
    Wholes one(static_cast<std::size_t>(turns.start.size()) + 1);
    for (const std::size_t row : members) {
      ++one[static_cast<std::size_t>(turns.wave[static_cast<Eigen::Index>(row)])];
    }
    out.push_back(one);
  }
  return out;
}

/// Two sides of a cell in a stratum.
struct Sides {
  std::int64_t given = 0;
  std::int64_t controls = 0;

  [[nodiscard]] bool are_both() const { return given > 0 && controls > 0; }
  /// How exactly they tell a difference: of a single wave so weighs least squares.
  [[nodiscard]] double precision() const {
    const auto one = static_cast<double>(given);
    const auto other = static_cast<double>(controls);
    return one * other / (one + other);
  }
};

Sides sides_of(const Turns& turns, const Wholes& counts, std::size_t wave, Code year) {
  Sides out{counts[wave], 0};
  for (std::size_t label = 0; label < counts.size(); ++label) {
    if (label != wave && is_clean(turns, label, year)) out.controls += counts[label];
  }
  return out;
}

/// Calls `cell` for every cell with the sides of each stratum that has both, in order.
template <typename Body>
void for_cells(const Turns& turns, const Counts& counts, const Body& cell) {
  const auto waves = static_cast<std::size_t>(turns.start.size());
  for (std::size_t wave = 1; wave <= waves; ++wave) {
    const Code start = turns.start[static_cast<Eigen::Index>(wave) - 1];
    for (Code year = start; year < turns.years; ++year) {
      std::vector<Sides> sides;
      bool is_there = false;
      for (const Wholes& one : counts) {
        const Sides both = sides_of(turns, one, wave, year);
        sides.push_back(both.are_both() ? both : Sides{});
        is_there = is_there || both.are_both();
      }
      if (is_there) cell(wave, year, sides);
    }
  }
}

double total_of(const Weights& weight, Eigen::Index cells) {
  if (weight.size() != cells) {
    throw InputError("weight must have a number for each of " + std::to_string(cells) +
                     " cells, not " + std::to_string(weight.size()));
  }
  double total = 0;
  for (const double one : weight) {
    if (!std::isfinite(one) || one < 0) throw InputError("weight must be finite, 0 or more");
    total += one;
  }
  if (!(total > 0) || !std::isfinite(total)) throw InputError("weight must not be 0 in every cell");
  return total;
}

/// Of each stratum, label and year what it adds.
using Numbers = std::vector<std::vector<std::vector<double>>>;

Numbers numbers_of(const Turns& turns, const Counts& counts, const Weights& weight) {
  const double total = total_of(weight, turn_cells(turns).wave.size());
  const std::vector<double> none(static_cast<std::size_t>(turns.years), 0.0);
  Numbers out(counts.size(), {static_cast<std::size_t>(turns.start.size()) + 1, none});
  Eigen::Index at = 0;
  for_cells(turns, counts, [&](std::size_t wave, Code year, const std::vector<Sides>& sides) {
    const double share = weight[at++] / total;
    double precision = 0;
    for (const Sides& one : sides) precision += one.are_both() ? one.precision() : 0;
    for (std::size_t s = 0; s < sides.size(); ++s) {
      if (!sides[s].are_both()) continue;
      const double part = share * sides[s].precision() / precision;
      const auto t = static_cast<std::size_t>(year);
      out[s][wave][t] += part / static_cast<double>(sides[s].given);
      for (std::size_t label = 0; label < out[s].size(); ++label) {
        if (label == wave || !is_clean(turns, label, year)) continue;
        out[s][label][t] -= part / static_cast<double>(sides[s].controls);
      }
    }
  });
  return out;
}

ContrastGroup group_of(const Turns& turns, const std::vector<std::size_t>& members,
                       const std::vector<std::vector<double>>& numbers) {
  ContrastGroup out{members, {}, {}, {}};
  for (const std::size_t row : members) {
    const auto label = static_cast<std::size_t>(turns.wave[static_cast<Eigen::Index>(row)]);
    const auto found = std::ranges::find(out.of, numbers[label]);
    const auto at = static_cast<std::size_t>(found - out.of.begin());
    if (found == out.of.end()) {
      out.of.push_back(numbers[label]);
      out.size.push_back(0);
    }
    out.own.push_back(at);
    ++out.size[at];
  }
  return out;
}

bool are_opposite(const std::vector<double>& one, const std::vector<double>& other) {
  double largest = 0;
  for (const double number : one) largest = std::max(largest, std::abs(number));
  return std::ranges::equal(one, other,
                            [&](double a, double b) { return std::abs(a + b) <= kSame * largest; });
}

/// Whether the classes turned round are the same classes, each as large.
bool is_turned(const ContrastGroup& group) {
  for (std::size_t at = 0; at < group.of.size(); ++at) {
    bool is_found = false;
    for (std::size_t other = 0; other < group.of.size(); ++other) {
      is_found = is_found || (group.size[at] == group.size[other] &&
                              are_opposite(group.of[at], group.of[other]));
    }
    if (!is_found) return false;
  }
  return true;
}

}  // namespace

TurnCells turn_cells(const Turns& turns) {
  check(turns);
  std::vector<Code> parts;
  for_cells(turns, counts_of(turns, strata_of(turns.stratum)),
            [&](std::size_t wave, Code year, const std::vector<Sides>& sides) {
              std::int64_t given = 0;
              std::int64_t controls = 0;
              for (const Sides& one : sides) {
                given += one.given;
                controls += one.controls;
              }
              parts.insert(parts.end(), {static_cast<Code>(wave), year, static_cast<Code>(given),
                                         static_cast<Code>(controls)});
            });
  const Eigen::Map<const Eigen::Matrix<Code, 4, Eigen::Dynamic>> table(
      parts.data(), 4, static_cast<Eigen::Index>(parts.size() / 4));
  return {table.row(0), table.row(1), table.row(2), table.row(3)};
}

Contrast contrast_of(const Turns& turns, const Weights& weight) {
  check(turns);
  const Strata strata = strata_of(turns.stratum);
  const Numbers numbers = numbers_of(turns, counts_of(turns, strata), weight);
  Contrast out;
  for (std::size_t s = 0; s < strata.size(); ++s) {
    out.push_back(group_of(turns, strata[s], numbers[s]));
  }
  return out;
}

std::int64_t arrangement_count(const Contrast& contrast) {
  std::int64_t count = 1;
  for (const ContrastGroup& group : contrast) {
    std::int64_t rest = std::ssize(group.members);
    for (const std::int64_t size : group.size) {
      count = times(count, subset_count(rest, size));
      rest -= size;
    }
  }
  return count;
}

bool is_enumerated(const Contrast& contrast, const Budget& effort) {
  return arrangement_count(contrast) <= effort.most &&
         std::ranges::all_of(contrast, [](const ContrastGroup& group) {
           return group.size.size() < 2 || std::ssize(group.members) <= kDeepest;
         });
}

std::int64_t turn_count(const Turns& turns, const Weights& weight) {
  return arrangement_count(contrast_of(turns, weight));
}

double smallest_turn_p(const Turns& turns, const Weights& weight, const Budget& effort) {
  const Contrast contrast = contrast_of(turns, weight);
  const std::int64_t count = arrangement_count(contrast);
  const bool is_balanced = count > 1 && std::ranges::all_of(contrast, is_turned);
  const double floor = (is_balanced ? 2.0 : 1.0) / static_cast<double>(count);
  if (is_enumerated(contrast, effort)) return floor;
  return std::max(floor, 1 / (static_cast<double>(effort.draws) + 1));
}

}  // namespace lantoa
