#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/year_permutation.hpp>

void bind_year_permutation(py::module_& m) {
  using lantoa::BlockTrend;
  using lantoa::OrderCount;

  py::class_<OrderCount>(m, "OrderCount", "The equally likely orders that a p value counts over.")
      .def_readonly("count", &OrderCount::count)
      .def_readonly("exact", &OrderCount::exact);
  py::class_<BlockTrend>(m, "BlockTrend", "The direction of blocks, and how far it is shared.")
      .def_readonly("subjects", &BlockTrend::subjects)
      .def_readonly("s", &BlockTrend::s)
      .def_readonly("p", &BlockTrend::p)
      .def_readonly("smallest", &BlockTrend::smallest)
      .def_readonly("p_joint", &BlockTrend::p_joint)
      .def_readonly("smallest_joint", &BlockTrend::smallest_joint)
      .def_readonly("spread", &BlockTrend::spread)
      .def_readonly("p_spread", &BlockTrend::p_spread)
      .def_readonly("smallest_spread", &BlockTrend::smallest_spread)
      .def_readonly("orders", &BlockTrend::orders);

  m.attr("MOST_YEARS_TOGETHER") = lantoa::kMostYearsTogether;
  m.def("block_trend", &lantoa::block_trend, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "block"_a.noconvert(), "blocks"_a, "draws"_a, "seed"_a, "threads"_a,
        "The sum of S and its spread by block, the years permuted for all at once.");
}
