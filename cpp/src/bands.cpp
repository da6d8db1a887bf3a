#include "lantoa/bands.hpp"

#include <algorithm>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

enum class Holds : std::uint8_t { kNo, kPerhaps, kYes };

Holds holds(std::int64_t number, std::int64_t least, std::int64_t most) {
  if (least == kLeast && most == kMost) return Holds::kYes;
  if (number == kNoNumber) return Holds::kPerhaps;
  return number >= least && number <= most ? Holds::kYes : Holds::kNo;
}

void check(const Eigen::Ref<const Points>& numbers, const Bands& bands) {
  const auto k = numbers.cols();
  if (bands.least.cols() != k || bands.most.cols() != k ||
      bands.least.rows() != bands.most.rows()) {
    throw InputError("least and most must have " + std::to_string(k) +
                     " columns, as the numbers have, and a row for each level");
  }
}

/// The level of one row: the best one that surely and the best one that possibly holds.
void place(const Eigen::Ref<const Points>& numbers, const Bands& bands, Eigen::Index row,
           Banded& out) {
  for (Eigen::Index level = 0; level < bands.least.rows(); ++level) {
    Holds all = Holds::kYes;
    for (Eigen::Index at = 0; at < numbers.cols(); ++at) {
      all = std::min(all, holds(numbers(row, at), bands.least(level, at), bands.most(level, at)));
    }
    if (all == Holds::kNo) continue;
    if (out.best[row] == kBlank) out.best[row] = static_cast<Code>(level);
    if (all == Holds::kYes) {
      out.sure[row] = static_cast<Code>(level);
      return;
    }
  }
}

/// What keeps one row from the level above its own; of one without a level, from the lowest.
void note_lacking(const Eigen::Ref<const Points>& numbers, const Bands& bands, Eigen::Index row,
                  Banded& out) {
  const Eigen::Index own = out.sure[row] == kBlank ? bands.least.rows() : out.sure[row];
  if (own == 0) return;
  for (Eigen::Index at = 0; at < numbers.cols(); ++at) {
    const Holds one = holds(numbers(row, at), bands.least(own - 1, at), bands.most(own - 1, at));
    out.lacking(row, at) = one == Holds::kYes ? 0 : 1;
  }
}

}  // namespace

Banded band(const Eigen::Ref<const Points>& numbers, const Bands& bands) {
  check(numbers, bands);
  const Codes none = Codes::Constant(numbers.rows(), kBlank);
  Banded out{none, none, CodeTable::Zero(numbers.rows(), numbers.cols())};
  for (Eigen::Index row = 0; row < numbers.rows(); ++row) {
    place(numbers, bands, row, out);
    note_lacking(numbers, bands, row, out);
  }
  return out;
}

}  // namespace lantoa
