#include "engine/tensor/shape.h"

namespace glassbox {

std::string Shape::to_string() const {
  std::string text = "(";
  for (int axis = 0; axis < rank_; ++axis) {
    if (axis > 0) text += ", ";
    text += std::to_string((*this)[axis]);
  }
  if (rank_ == 1) text += ",";
  return text + ")";
}

}  // namespace glassbox
