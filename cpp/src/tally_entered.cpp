#include <algorithm>
#include <string>

#include "lantoa/error.hpp"
#include "tally_sums.hpp"
#include "tallying.hpp"

namespace lantoa {
namespace {

void check(const char* name, const Points& amounts, Eigen::Index rows, std::size_t columns) {
  if (amounts.rows() != rows || amounts.cols() != static_cast<Eigen::Index>(columns)) {
    throw InputError(std::string("entered ") + name + ": expected " + std::to_string(rows) +
                     " rows and " + std::to_string(columns) + " columns");
  }
  for (const Amount amount : amounts.reshaped()) {
    if (amount == kNotEntered || (-kAmountMax <= amount && amount <= kAmountMax)) continue;
    throw InputError(std::string("entered ") + name + ": " + std::to_string(amount) +
                     " lies beyond " + std::to_string(kAmountMax) + " either way");
  }
}

/// One end of one subject's items as entered.
class EnteredItems {
 public:
  EnteredItems(const TallyTable& table, const TallyEntered& entered, Eigen::Index row)
      : table_(table), entered_(entered), row_(row), any_(table.items.size(), false) {
    for (std::size_t i = 0; i < any_.size(); ++i) any_[i] = has(entered.extra, i);
    for (std::size_t r = 0; r < table.rules.size(); ++r) {
      if (has(entered.rules, r)) any_[Table::index(table.rules[r].item)] = true;
    }
  }

  /// @param counted  of the rules, @param written  of the items, under the written rule
  [[nodiscard]] std::vector<Amount> sums(const Points& counted, const Points& written) const {
    std::vector<Amount> out;
    for (std::size_t i = 0; i < any_.size(); ++i) {
      const bool stated = has(entered_.stated, i);
      Amount points = written(row_, at(i));
      if (stated) points = entered_.stated(row_, at(i));
      if (any_[i]) points = table_.items[i].base;
      if (has(entered_.extra, i)) points += entered_.extra(row_, at(i));
      out.push_back(points);
    }
    for (std::size_t r = 0; r < table_.rules.size(); ++r) {
      const std::size_t item = Table::index(table_.rules[r].item);
      if (!any_[item]) continue;
      const bool entered = has(entered_.rules, r);
      out[item] = plus(out[item], entered ? entered_.rules(row_, at(r)) : counted(row_, at(r)));
    }
    return out;
  }

 private:
  const TallyTable& table_;
  const TallyEntered& entered_;
  Eigen::Index row_;
  std::vector<bool> any_;

  static Eigen::Index at(std::size_t column) { return static_cast<Eigen::Index>(column); }
  [[nodiscard]] bool has(const Points& amounts, std::size_t column) const {
    return amounts(row_, at(column)) != kNotEntered;
  }
};

void write(const std::vector<Amount>& amounts, Eigen::Index row, Points& to) {
  for (Eigen::Index column = 0; column < to.cols(); ++column) {
    to(row, column) = amounts[static_cast<std::size_t>(column)];
  }
}

}  // namespace

EnteredSums add_entered(const TallyTable& table, const Tallied& written,
                        const TallyEntered& entered) {
  const Eigen::Index n = written.total_low.rows();
  check("rules", entered.rules, n, table.rules.size());
  check("extra", entered.extra, n, table.items.size());
  check("stated", entered.stated, n, table.items.size());
  EnteredSums out{written.items_low,   written.items_high, written.groups_low,
                  written.groups_high, written.total_low,  written.total_high};
  for (Eigen::Index row = 0; row < n; ++row) {
    const EnteredItems items(table, entered, row);
    const auto low = items.sums(written.counted_low, written.items_low);
    const auto high = items.sums(written.counted_high, written.items_high);
    const auto low_sums = group_sums(table, low, {});
    const auto high_sums = group_sums(table, high, {});
    write(low, row, out.items_low);
    write(high, row, out.items_high);
    write(low_sums, row, out.groups_low);
    write(high_sums, row, out.groups_high);
    out.total_low(row, 0) = low_sums.back();
    out.total_high(row, 0) = high_sums.back();
  }
  return out;
}

}  // namespace lantoa
