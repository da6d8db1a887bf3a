// The one exception that the core throws on purpose.
//
// Python meets it as lantoa.InputError. Any other exception is a bug and looks like one.
#pragma once

#include <stdexcept>

namespace lantoa {

/// The caller's input cannot be used: sizes that differ, a code out of range, an overflow.
///
/// The message names the argument, what was expected and what was found. Names that a
/// person would recognise are added in Python, which checked them before the call.
class InputError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

}  // namespace lantoa
