#include "tests/golden/golden.h"

namespace glassbox::golden {

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all{
#include "tests/golden/golden.inc"
  };
  return all;
}

const std::vector<double>* find(std::string_view name, std::string_view tensor) {
  for (const Entry& entry : entries()) {
    if (entry.name == name && entry.tensor == tensor) return &entry.values;
  }
  return nullptr;
}

}  // namespace glassbox::golden
