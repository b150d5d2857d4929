// How fast the engine trains and predicts, each figure beside the machine's multiply-add peak measured in the
// same run.
//
//   glassbox_bench table DIGITS [THREADS]   every workload
//   glassbox_bench paths DIGITS             what each fast path is worth
//   glassbox_bench looking DIGITS           what it costs to be looked at
//   glassbox_bench sweep                    the layers over their shapes
//
// DIGITS is a chunk of MNIST, uncompressed. Prints tables, then one line of JSON.

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/base/team.h"
#include "engine/model/json.h"
#include "tests/bench/digits.h"
#include "tests/bench/looking.h"
#include "tests/bench/paths.h"
#include "tests/bench/sweep.h"
#include "tests/bench/table.h"

int main(int count, char** values) {
  using namespace glassbox;
  using namespace glassbox::bench;
  const std::vector<const char*> arguments(values + 1, values + count);
  const std::string_view mode = arguments.empty() ? "" : arguments[0];
  Json result;
  if (mode == "sweep" && arguments.size() == 1) {
    result = sweep();
  } else if (mode == "paths" && arguments.size() == 2) {
    Digits digits(arguments[1]);
    result = measure_paths(digits);
  } else if (mode == "looking" && arguments.size() == 2) {
    Digits digits(arguments[1]);
    result = measure_looking(digits);
  } else if (mode == "table" && (arguments.size() == 2 || arguments.size() == 3)) {
    Digits digits(arguments[1]);
    const int threads = arguments.size() == 3 ? std::atoi(arguments[2]) : 1;
    const auto team = threads > 1 ? std::make_unique<Team>(threads) : nullptr;
    result = measure_workloads(digits, team.get());
  } else {
    std::fprintf(stderr,
                 "use: glassbox_bench table DIGITS [THREADS] | paths DIGITS | looking DIGITS | sweep\n");
    return 2;
  }
  std::printf("%s\n", result.dump().c_str());
  return 0;
}
