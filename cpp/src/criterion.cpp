#include "lantoa/criterion.hpp"

#include "measuring.hpp"

namespace lantoa {

bool reads(Kind kind, PolicyPart part, bool unit) {
  const bool events = kind >= Kind::kEventsAtLeast && kind <= Kind::kRatioAtLeast;
  switch (part) {
    case PolicyPart::kMissingPastValue:
    case PolicyPart::kUnratedYear:
    case PolicyPart::kMinRatedYears:
    case PolicyPart::kConflictingRows:
      return is_yearly(kind);
    case PolicyPart::kJoinedLate:
      return is_yearly(kind) && !unit;
    case PolicyPart::kNewUnit:
      return is_yearly(kind) && unit;
    case PolicyPart::kMissingJudgement:
      return kind == Kind::kAttested;
    case PolicyPart::kOpenYears:
      return is_yearly(kind) || events || kind == Kind::kLinked;
    case PolicyPart::kMerged:
      return ((is_yearly(kind) || events) && unit) || kind == Kind::kLinked;
    case PolicyPart::kRenamed:
      return kind != Kind::kKOf;
  }
  return true;
}

bool decides_scope(PolicyPart part) {
  return part == PolicyPart::kRenamed || part == PolicyPart::kMerged;
}

Ladder Ladder::of(Code rows, Code columns, int count, const std::vector<int>& level) {
  Ladder ladder;
  ladder.rows = rows;
  ladder.columns = columns;
  ladder.every = (Levels{1} << static_cast<unsigned>(count)) - 1;
  const auto bit = [&](Code first, Code second) {
    const int found = level[Table::index(first * std::max(columns, 1) + second)];
    return found < 0 ? kOffLadder : Levels{1} << static_cast<unsigned>(found);
  };
  for (Code first = 0; first <= rows; ++first) {
    for (Code second = 0; second <= columns; ++second) {
      Levels some = 0;
      const Code first_end = first < rows ? first + 1 : rows;
      const Code second_end = second < columns ? second + 1 : std::max(columns, 1);
      for (Code i = first < rows ? first : 0; i < first_end; ++i) {
        for (Code j = second < columns ? second : 0; j < second_end; ++j) some |= bit(i, j);
      }
      const bool blank = first == rows && second == columns;
      ladder.levels.push_back(blank ? ladder.every | kOffLadder : some);
    }
  }
  return ladder;
}

}  // namespace lantoa
