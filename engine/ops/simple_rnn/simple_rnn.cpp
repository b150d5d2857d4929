#include "engine/ops/simple_rnn/simple_rnn.h"

#include "engine/ops/simple_rnn/simple_rnn_op.h"

namespace glassbox {

std::unique_ptr<Op> make_simple_rnn(const RecurrentOptions& options, const Shape& input) {
  return std::make_unique<SimpleRnn>(options, input);
}

}  // namespace glassbox
