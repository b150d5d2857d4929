#pragma once

#include <string_view>
#include <vector>

namespace glassbox::golden {

/// One tensor of one case of golden.inc, in the row-major order of this project's layouts.
struct Entry {
  std::string_view name;
  std::string_view tensor;
  std::vector<double> values;
};

/// All of golden.inc.
const std::vector<Entry>& entries();
/// The values of one tensor; null where the case or the tensor is unknown.
const std::vector<double>* find(std::string_view name, std::string_view tensor);

}  // namespace glassbox::golden
