// Follows the line of one group over a range: where somebody changes sides, and who.
#pragma once

#include <optional>
#include <vector>

#include "sweep_band.hpp"

namespace lantoa {

/// Somebody changes sides at a value.
struct Turn {
  Theta theta;
  Code row;
  Code before;
  Code at;
  Code after;
};

/// The candidates of one group and its seats.
class Walk {
 public:
  /// Neither the lines nor `out` are copied; `most` is how many changes `out` may hold.
  Walk(std::span<const Bundle> lines, std::int64_t seats, std::int64_t most,
       std::vector<Turn>& out);

  /// Everybody's side exactly at a value, by line.
  [[nodiscard]] Codes at(const Theta& theta) const;

  /// Tells every change from one end to the other, ascending.
  ///
  /// @throws InputError when there are more than there may be
  void over(const Theta& from, const Theta& to);

  /// The first value between the ends, after which somebody has another side than before it.
  [[nodiscard]] std::optional<Theta> next(const Theta& from, const Theta& to);

  /// Whether somebody has another side at a value than on the stretch beside it.
  [[nodiscard]] bool turns(const Theta& theta, Approach beside) const;

 private:
  std::span<const Bundle> lines_;
  Band everybody_;
  std::int64_t most_;
  std::vector<Turn>* out_;
  Codes sides_;                     // on the stretch that is followed, of the lines in its band
  std::vector<LinePosition> room_;  // see `narrowed`

  void inside(const Band& open, const Theta& from, const Theta& to, int depth);
  void follow(const Band& band, const Theta& from, const Theta& to);
  void begin_after(const Band& band, const Theta& from);
  [[nodiscard]] std::optional<Theta> touch(const Band& band, const Theta& to) const;
  void cross(const Band& band, const Theta& theta);
  void end(const Theta& theta, Approach inwards);
  void tell(const Theta& theta, const Bundle& line, Code before, Code at, Code after);
};

}  // namespace lantoa
