// What a learner looks at goes out as messages: every struct tells its fields, each by a name of its own.
#include <doctest.h>

#include <set>
#include <string>
#include <type_traits>

#include "engine/inspect/gradient_check.h"
#include "engine/inspect/layer_report.h"
#include "engine/inspect/ranking.h"
#include "engine/inspect/saliency.h"
#include "engine/inspect/sample_trace.h"
#include "engine/inspect/scalar_graph.h"

using namespace glassbox;

namespace {

/// The size of a struct of just the fields that a visitor sees, in their order.
template <class T>
std::size_t visited_size() {
  std::set<std::string> names;
  std::size_t end = 0;
  const auto align = [&](std::size_t alignment) { end = (end + alignment - 1) / alignment * alignment; };
  const T value{};
  T::fields(value, [&](const char* name, const auto& field) {
    CHECK_MESSAGE(names.insert(name).second, name);
    align(alignof(std::remove_cvref_t<decltype(field)>));
    end += sizeof(field);
  });
  align(alignof(T));
  return end;
}

}  // namespace

TEST_CASE_TEMPLATE("a visitor sees every field of what is looked at", T, ScalarInput, ScalarOperation,
                   ScalarGraph, ScalarNode, TensorSummary, ParameterReport, FlatUnits, LayerReport,
                   StepReport, TensorUpdate, RankedSample, Saliency, OcclusionMap, TraceTerm, Trace,
                   CheckedGradient, LayerGradientError) {
  CHECK(visited_size<T>() == sizeof(T));
}
