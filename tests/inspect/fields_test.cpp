// What a learner looks at goes out as messages: every struct tells its fields, each by a name of its own.
#include <doctest.h>

#include <set>
#include <string>

#include "engine/inspect/gradient_check.h"
#include "engine/inspect/layer_report.h"
#include "engine/inspect/ranking.h"
#include "engine/inspect/saliency.h"
#include "engine/inspect/sample_trace.h"
#include "engine/inspect/scalar_graph.h"

using namespace glassbox;

namespace {

/// How many bytes the fields take that a visitor sees.
template <class T>
std::size_t visited_bytes() {
  std::set<std::string> names;
  std::size_t bytes = 0;
  const T value{};
  T::fields(value, [&](const char* name, const auto& field) {
    CHECK_MESSAGE(names.insert(name).second, name);
    bytes += sizeof(field);
  });
  return bytes;
}

}  // namespace

TEST_CASE_TEMPLATE("a visitor sees every field of what is looked at", T, ScalarInput, ScalarOperation,
                   ScalarGraph, ScalarNode, TensorSummary, ParameterReport, FlatUnits, LayerReport,
                   TensorUpdate, RankedSample, Saliency, OcclusionMap, TraceTerm, Trace, CheckedGradient,
                   LayerGradientError) {
  const std::size_t padding = sizeof(T) - visited_bytes<T>();
  CHECK(padding < sizeof(double));
}
