// How this build of the core was made. Results get disputed, and then it is asked.
#pragma once

#include <string>

namespace lantoa {

/// The facts of one build. They are the same for as long as the library is loaded.
struct Build {
  std::string version;   ///< of the package, such as "0.1.0"
  std::string compiler;  ///< name and version, such as "g++ 12.2.0"
  std::string flags;     ///< the switches that can change a number or a speed
  std::string eigen;     ///< the version of Eigen, such as "3.4.0"
  std::string threads;   ///< the version of oneTBB, or "none" for a build without threads
  bool assertions;       ///< whether Eigen checks every index
};

/// Tells how this library was built.
[[nodiscard]] Build about();

}  // namespace lantoa
