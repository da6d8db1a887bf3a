#include "lantoa/network.hpp"

#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

void check(Code n, const Codes& ends) {
  for (Eigen::Index k = 0; k < ends.size(); ++k)
    if (ends[k] < 0 || ends[k] >= n)
      throw InputError("tie " + std::to_string(k) + ": subject " + std::to_string(ends[k]) +
                       " is none of " + std::to_string(n));
}

}  // namespace

Network rows_of(Code n, const Codes& own, const Codes& other) {
  if (n < 0) throw InputError("a negative number of subjects: " + std::to_string(n));
  if (own.size() != other.size())
    throw InputError("ties of " + std::to_string(own.size()) + " and " +
                     std::to_string(other.size()) + " ends");
  check(n, own);
  check(n, other);
  Network rows{Codes::Zero(n + 1), Codes(own.size()), Codes(own.size())};
  for (Eigen::Index k = 0; k < own.size(); ++k) ++rows.first[own[k] + 1];
  for (Code i = 0; i < n; ++i) rows.first[i + 1] += rows.first[i];
  Codes next = rows.first.head(n);
  for (Eigen::Index k = 0; k < own.size(); ++k) {
    const Code at = next[own[k]]++;
    rows.other[at] = other[k];
    rows.tie[at] = static_cast<Code>(k);
  }
  return rows;
}

}  // namespace lantoa
