#include <vector>

#include "lantoa/verdict.hpp"

namespace lantoa {
namespace {

using Growing = std::vector<Code>;

Codes column(const Growing& values) {
  return Eigen::Map<const Codes>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// Grows row by row; becomes a Survey at the end.
class Surveying {
 public:
  void add(Code subject, Code rule, const Trace& trace) {
    const auto pair = static_cast<Code>(subject_.size());
    subject_.push_back(subject);
    rule_.push_back(rule);
    bits_.push_back(trace.bits);
    done_.push_back(trace.measured.worst_lo);
    may_.push_back(trace.measured.best_hi);
    why_.push_back(static_cast<Code>(trace.notes.why));
    open_years_.push_back(static_cast<Code>(trace.notes.open_years));
    for (const Note& note : trace.notes.rows) {
      note_pair_.push_back(pair);
      part_.push_back(static_cast<Code>(note.part));
      table_.push_back(note.table);
      row_.push_back(note.row);
      row_subject_.push_back(note.subject);
      year_.push_back(note.year);
      note_why_.push_back(static_cast<Code>(note.why));
    }
  }

  [[nodiscard]] Survey survey() const {
    return {
        .subject = column(subject_),
        .rule = column(rule_),
        .bits = Eigen::Map<const BitColumn>(bits_.data(), static_cast<Eigen::Index>(bits_.size())),
        .done = column(done_),
        .may = column(may_),
        .why = column(why_),
        .open_years = column(open_years_),
        .note_pair = column(note_pair_),
        .note_part = column(part_),
        .note_table = column(table_),
        .note_row = column(row_),
        .note_subject = column(row_subject_),
        .note_year = column(year_),
        .note_why = column(note_why_)};
  }

 private:
  Growing subject_, rule_, done_, may_, why_, open_years_;
  Growing note_pair_, part_, table_, row_, row_subject_, year_, note_why_;
  std::vector<Bits> bits_;
};

}  // namespace

Survey Inspector::survey(const Eigen::Ref<const Codes>& subjects,
                         const Eigen::Ref<const Codes>& rules) const {
  Surveying surveying;
  for (Eigen::Index i = 0; i < subjects.size(); ++i) {
    for (Eigen::Index j = 0; j < rules.size(); ++j) {
      const Trace trace = inspect(subjects[i], rules[j]);
      if (trace.asked) surveying.add(subjects[i], rules[j], trace);
    }
  }
  return surveying.survey();
}

}  // namespace lantoa
