#include "bind.hpp"

#include <lantoa/about.hpp>

void bind_about(py::module_& m) {
  using lantoa::Build;

  py::class_<Build>(m, "Build", "The facts of one build of the core.")
      .def_readonly("version", &Build::version)
      .def_readonly("compiler", &Build::compiler)
      .def_readonly("flags", &Build::flags)
      .def_readonly("eigen", &Build::eigen)
      .def_readonly("threads", &Build::threads)
      .def_readonly("assertions", &Build::assertions);

  m.def("about", &lantoa::about, py::call_guard<py::gil_scoped_release>(),
        "How this library was built.");
}
