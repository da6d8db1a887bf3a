// Point tables: base points, deductions, bonuses, caps and bands, in whole numbers throughout.
//
// Evidence that is missing is unknown, and points that the table gives in no band are unknown
// too: both leave an interval, never a guess. Whatever the evidence turns out to be, the points
// lie in it. It is the narrowest one where no two rules read the same missing evidence.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "lantoa/points.hpp"

namespace lantoa {

using Amount = std::int64_t;  ///< points times the scale of the table
using CodeTable = Eigen::Matrix<Code, Eigen::Dynamic, Eigen::Dynamic>;

inline constexpr Amount kNoLeast = std::numeric_limits<Amount>::min();  ///< no low end
inline constexpr Amount kNoMost = std::numeric_limits<Amount>::max();   ///< no high end
inline constexpr Amount kAmountMax = 1'000'000'000'000;      ///< of a rule's points, either way
inline constexpr std::int64_t kEvidenceMax = 1'000'000'000;  ///< of a numerator or denominator
inline constexpr std::int64_t kThresholdBelow = 1'000'000;   ///< a threshold's denominator

/// A numerator over a denominator; as evidence 0 below means unknown.
using Quotient = std::pair<std::int64_t, std::int64_t>;

/// The amounts that are possible; kNoLeast or kNoMost where nothing bounds them.
struct Interval {
  Amount low = 0;
  Amount high = 0;

  bool operator==(const Interval&) const = default;
};

/// Evidence between two ends, each closed or open.
struct TallyCondition {
  Code evidence = 0;
  bool has_low = false;
  bool has_high = false;
  bool low_open = false;
  bool high_open = false;
  Quotient low{0, 1};
  Quotient high{0, 1};
};

/// What a rule gives where all conditions hold.
struct TallyCase {
  std::vector<TallyCondition> when{};
  Amount low = 0;
  Amount high = 0;   ///< above `low` in a gap only
  bool gap = false;  ///< the table says nothing here: anything from `low` to `high`
};

enum class TallyKind : std::uint8_t {
  kPerCase,     ///< points for every case, those that are exempt left out
  kFirstOf,     ///< the first of the cases whose conditions hold
  kPerFurther,  ///< points above a start, and more for every further step
  kOverride,    ///< the points of the item itself, whatever else it has
};

/// One line of an item.
struct TallyRule {
  Code item = 0;
  TallyKind kind = TallyKind::kPerCase;
  Code evidence = 0;     ///< kPerCase: how many; kPerFurther: what is compared with the start
  Code exempt = kBlank;  ///< kPerCase: how many of them do not count
  Amount points = 0;     ///< kPerCase: each; kPerFurther: above the start; kOverride: of the item
  std::vector<TallyCondition> only_if{};
  bool if_no_deduction = false;    ///< only where no other rule of the item deducts anything
  bool is_base = false;            ///< part of the base, not of what is added or deducted
  std::vector<TallyCase> cases{};  ///< kFirstOf
  bool complete = false;           ///< kFirstOf: one of the cases always holds
  Quotient start{0, 1};            ///< kPerFurther
  Quotient step{1, 1};             ///< kPerFurther
  Amount further = 0;              ///< kPerFurther: for every step above the start
  bool linear = false;             ///< kPerFurther: also for a part of a step, rounded to 0
};

/// The most that some rules of an item deduct, or add, together.
struct TallyCap {
  std::vector<Code> rules{};  ///< the first keep their points, the last give way
  bool deductions = true;
  Amount at_most = 0;
};

/// What an item starts with and how far it may move.
struct TallyItem {
  Code group = kBlank;  ///< kBlank: of no group, straight under the total
  Amount base = 0;
  Amount floor = kNoLeast;  ///< deductions never take the base below it
  Amount least = kNoLeast;  ///< of what is added and deducted together
  Amount most = kNoMost;
};

/// Items, or groups, whose points are added up.
struct TallyGroup {
  Code parent = kBlank;     ///< a group that stands before this one
  Amount least = kNoLeast;  ///< of what is added and deducted in it together
  Amount most = kNoMost;
};

/// A class by total points, with what each item or group must have.
struct TallyBand {
  Amount at_least = kNoLeast;
  std::vector<Amount> items{};   ///< the least of each item; kNoLeast where none is asked
  std::vector<Amount> groups{};  ///< the same of each group
  std::vector<TallyCondition> when{};
};

/// Conditions under which somebody is not ranked, whatever the points.
using TallyGate = std::vector<TallyCondition>;

/// A point table as numbers.
struct TallyTable {
  /// For each evidence the two that it is the percentage of, or kBlank twice where it is entered.
  std::vector<std::pair<Code, Code>> shares{};
  std::vector<TallyGroup> groups{};
  std::vector<TallyItem> items{};
  std::vector<TallyRule> rules{};
  std::vector<TallyCap> caps{};
  std::vector<TallyGate> gates{};
  std::vector<TallyBand> bands{};  ///< the best first
};

/// The evidence of n subjects, a column each; a denominator of 0 says that it is unknown.
struct TallyEvidence {
  Points numerator;
  Points denominator;
};

/// What the rule made of one subject, in bits.
enum TallyNote : std::uint8_t {
  kSure = 0,
  kInNoBand = 1,    ///< the evidence is known and lies in a gap
  kOpen = 2,        ///< missing evidence leaves it open
  kHasApplied = 4,  ///< its conditions hold
};

/// Points of n subjects; the column of a rule, an item or a group is its place in the table.
struct Tallied {
  Points rules_low, rules_high;      ///< by the rule alone
  Points counted_low, counted_high;  ///< after caps and floors
  CodeTable notes;                   ///< n x rules, bits of TallyNote
  Points items_low, items_high;
  Points groups_low, groups_high;
  Points total_low, total_high;  ///< one column
  CodeTable gates;               ///< n x gates: 0 no, 1 perhaps, 2 yes
  CodeTable bands;               ///< n x 2: the band that is sure, the best one possible; kBlank
};

/// Points as a form has them, beside the evidence; kNotEntered where there are none.
struct TallyEntered {
  Points rules;   ///< n x rules
  Points extra;   ///< n x items: under no rule of the table
  Points stated;  ///< n x items: of the item as a whole, asked where nothing else is entered
};

inline constexpr Amount kNotEntered = kNoMost;

/// Sums as entered: no cap, no clamp, no override; the written rule where nothing was entered.
struct EnteredSums {
  Points items_low, items_high;
  Points groups_low, groups_high;
  Points total_low, total_high;
};

/// Points of every subject under the written rules.
///
/// An item has its base and what its rules add and deduct: caps bound what some rules deduct or
/// add, then the floor bounds the deductions that are left, bonuses come on top, the item's ends
/// bound all that moves it, and an override comes last. A floor and a cap on all deductions of an
/// item may be taken in either order.
///
/// @throws InputError when the table names what is not there, evidence is negative, a count is no
///         whole number, or points lie beyond kAmountMax
[[nodiscard]] Tallied tally(const TallyTable& table, const TallyEvidence& evidence);

/// Points of every subject as they were entered.
///
/// @throws InputError when sizes differ or an amount lies beyond kAmountMax
[[nodiscard]] EnteredSums add_entered(const TallyTable& table, const Tallied& written,
                                      const TallyEntered& entered);

}  // namespace lantoa
