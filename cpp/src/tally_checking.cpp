#include <string>
#include <string_view>

#include "lantoa/error.hpp"
#include "tallying.hpp"

namespace lantoa {
namespace {

/// Words of a refusal: "rule 3: evidence = 9 is not from 0 to 4".
class Place {
 public:
  Place(std::string_view what, std::size_t number)
      : name_(std::string(what) + " " + std::to_string(number)) {}

  void in_range(std::string_view field, std::int64_t value, std::int64_t least,
                std::int64_t most) const {
    if (least <= value && value <= most) return;
    throw InputError(name_ + ": " + std::string(field) + " = " + std::to_string(value) +
                     " is not from " + std::to_string(least) + " to " + std::to_string(most));
  }
  void is_code(std::string_view field, Code code, std::size_t of) const {
    in_range(field, code, 0, static_cast<std::int64_t>(of) - 1);
  }
  void is_amount(std::string_view field, Amount amount) const {
    in_range(field, amount, -kAmountMax, kAmountMax);
  }
  /// An end may also be none.
  void is_end(std::string_view field, Amount amount) const {
    if (amount != kNoLeast && amount != kNoMost) is_amount(field, amount);
  }
  void is_threshold(std::string_view field, const Quotient& value) const {
    in_range(field, value.first, -kEvidenceMax, kEvidenceMax);
    in_range(field, value.second, 1, kThresholdBelow);
  }
  void has(std::string_view field, std::size_t found, std::size_t expected) const {
    const auto size = static_cast<std::int64_t>(expected);
    in_range(std::string(field) + " size", static_cast<std::int64_t>(found), size, size);
  }

 private:
  std::string name_;
};

class TallyChecker {
 public:
  explicit TallyChecker(const TallyTable& table) : table_(table) {}

  void check() const {
    for (std::size_t e = 0; e < table_.shares.size(); ++e) check_share(e);
    for (std::size_t g = 0; g < table_.groups.size(); ++g) check_group(g);
    for (std::size_t i = 0; i < table_.items.size(); ++i) check_item(i);
    for (std::size_t r = 0; r < table_.rules.size(); ++r) check_rule(table_.rules[r], {"rule", r});
    for (std::size_t c = 0; c < table_.caps.size(); ++c) {
      const Place here("cap", c);
      here.in_range("at_most", table_.caps[c].at_most, 0, kAmountMax);
      for (const Code rule : table_.caps[c].rules) here.is_code("rule", rule, table_.rules.size());
    }
    for (std::size_t g = 0; g < table_.gates.size(); ++g) check(table_.gates[g], {"gate", g});
    for (std::size_t b = 0; b < table_.bands.size(); ++b) {
      const Place here("band", b);
      here.has("items", table_.bands[b].items.size(), table_.items.size());
      here.has("groups", table_.bands[b].groups.size(), table_.groups.size());
      check(table_.bands[b].when, here);
    }
  }

 private:
  const TallyTable& table_;

  void check_share(std::size_t number) const {
    const auto [part, whole] = table_.shares[number];
    if (part == kBlank && whole == kBlank) return;
    const Place here("evidence", number);
    for (const Code of : {part, whole}) {
      here.is_code("share of", of, table_.shares.size());
      is_entered("share of", of, here);  // a share of a share could lead back to itself
    }
  }

  void is_entered(const std::string& field, Code evidence, const Place& here) const {
    const bool is_share = table_.shares[Table::index(evidence)].first != kBlank;
    here.in_range(field + " made of other evidence", is_share ? 1 : 0, 0, 0);
  }

  void check_group(std::size_t number) const {
    const TallyGroup& group = table_.groups[number];
    const Place here("group", number);
    if (group.parent != kBlank) here.is_code("parent", group.parent, number);
    here.is_end("least", group.least);
    here.is_end("most", group.most);
    if (group.least > group.most) here.in_range("least", group.least, kNoLeast, group.most);
  }

  void check_item(std::size_t number) const {
    const TallyItem& item = table_.items[number];
    const Place here("item", number);
    if (item.group != kBlank) here.is_code("group", item.group, table_.groups.size());
    here.is_amount("base", item.base);
    for (const Amount end : {item.floor, item.least, item.most}) here.is_end("end", end);
    if (item.least > item.most) here.in_range("least", item.least, kNoLeast, item.most);
  }

  void check_rule(const TallyRule& rule, const Place& here) const {
    here.is_code("item", rule.item, table_.items.size());
    here.is_amount("points", rule.points);
    here.is_amount("further", rule.further);
    if (rule.kind == TallyKind::kPerCase || rule.kind == TallyKind::kPerFurther) {
      here.is_code("evidence", rule.evidence, table_.shares.size());
    }
    if (rule.exempt != kBlank) here.is_code("exempt", rule.exempt, table_.shares.size());
    if (rule.kind == TallyKind::kPerCase) {
      is_entered("evidence", rule.evidence, here);
      if (rule.exempt != kBlank) is_entered("exempt", rule.exempt, here);
    }
    here.is_threshold("start", rule.start);
    here.is_threshold("step", rule.step);
    here.in_range("step", rule.step.first, 1, kEvidenceMax);
    check(rule.only_if, here);
    for (const TallyCase& one : rule.cases) {
      here.is_amount("low", one.low);
      here.in_range("high", one.high, one.low, kAmountMax);
      check(one.when, here);
    }
  }

  void check(const std::vector<TallyCondition>& conditions, const Place& here) const {
    for (const TallyCondition& one : conditions) {
      here.is_code("evidence", one.evidence, table_.shares.size());
      here.is_threshold("low", one.low);
      here.is_threshold("high", one.high);
    }
  }
};

/// Evidence that is counted case by case, or of which another is a share.
std::vector<bool> whole_evidence(const TallyTable& table) {
  std::vector<bool> whole(table.shares.size(), false);
  for (const auto& [part, all] : table.shares) {
    if (part != kBlank) whole[Table::index(part)] = whole[Table::index(all)] = true;
  }
  for (const TallyRule& rule : table.rules) {
    if (rule.kind == TallyKind::kPerCase) whole[Table::index(rule.evidence)] = true;
    if (rule.exempt != kBlank) whole[Table::index(rule.exempt)] = true;
  }
  return whole;
}

}  // namespace

void check(const TallyTable& table, const TallyEvidence& evidence) {
  TallyChecker(table).check();
  const std::vector<bool> whole = whole_evidence(table);
  const auto columns = static_cast<Eigen::Index>(whole.size());
  for (const Points* numbers : {&evidence.numerator, &evidence.denominator}) {
    if (numbers->rows() == evidence.numerator.rows() && numbers->cols() == columns) continue;
    throw InputError("evidence: expected a column for each of " + std::to_string(columns) +
                     " and as many rows above as below");
  }
  for (Eigen::Index column = 0; column < columns; ++column) {
    const Place here("evidence", static_cast<std::size_t>(column));
    const bool counted = whole[static_cast<std::size_t>(column)];
    for (Eigen::Index row = 0; row < evidence.numerator.rows(); ++row) {
      here.in_range("numerator", evidence.numerator(row, column), 0, kEvidenceMax);
      here.in_range("denominator", evidence.denominator(row, column), 0,
                    counted ? 1 : kEvidenceMax);
    }
  }
}

}  // namespace lantoa
