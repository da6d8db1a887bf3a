// One rule again for one subject, with what decided it.
#pragma once

#include <memory>
#include <vector>

#include "lantoa/survey.hpp"
#include "links.hpp"
#include "measuring.hpp"

namespace lantoa {

/// Keeps what measures a rule from subject to subject. It borrows all that it is given.
class Tracer {
 public:
  Tracer(const Facts& facts, const Plan& plan, const Lineage& lineage, const Links& links,
         const BitTable& unit_bits);

  [[nodiscard]] Trace trace(const Subject& subject, Code number);

 private:
  struct Asked {
    RuleGroup group;
    std::unique_ptr<Measurer> measurer;  // null where a register is absent
    bool is_ready = false;
  };

  const Facts& facts_;
  const Plan& plan_;
  const Lineage& lineage_;
  const Links& links_;
  const BitTable& unit_bits_;
  std::vector<Asked> asked_;  // by rule

  [[nodiscard]] const Asked& asked(Code number);
  void trace_fact(const Subject& subject, Code number, Trace& trace);
  [[nodiscard]] LineTrace line_trace(const Subject& subject, Code number, std::size_t line,
                                     const Measured& measured);
  void trace_parts(const Subject& subject, Code number, Trace& trace);
  void trace_link(const Subject& subject, Code number, Trace& trace);
  void doubt_with(Code unit, const Rule& rule, Notes& notes);
};

}  // namespace lantoa
