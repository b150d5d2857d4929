#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/model/plan.h"
#include "engine/tensor/buffer.h"
#include "engine/tensor/random.h"

namespace glassbox {

/// Which gradients a Runner computes beyond none: those of the parameters, or of the data as well.
enum class Gradients : std::uint8_t { none, of_parameters, of_inputs };

/// Where a node leaves the gradient of one of its inputs.
struct GradientRoute {
  int producer = PlanNode::kModelInput;
  bool needed = false;
  bool first = false;      ///< writes the producer's gradient; a later one adds to it by way of the spill
  std::int64_t spill = 0;  ///< offset in the spill, values of one sample
};

/// What the random numbers of one training step depend on.
struct TrainingStep {
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
};

/// Runs a Plan on one executor: Runner<float> with the SIMD ops, Runner<double> with the reference ones. Owns
/// every activation and gradient for up to `largest_batch` samples, allocated here and never in a pass.
template <class T>
class Runner {
 public:
  /// `from` is the node whose output's gradient will be given to backward().
  Runner(std::shared_ptr<const Plan> plan, int largest_batch, Gradients gradients, int from);
  /// About what the constructor would allocate; never overflows, so that it can be asked of any plan.
  static std::int64_t bytes(const Plan& plan, int largest_batch, Gradients gradients, int from);

  /// Runs all nodes on `batch` samples at `input` ([batch, input_shape], borrowed until backward is done): as
  /// in prediction, or as in that step of training.
  void forward(const T* parameters, const T* input, int batch,
               std::optional<TrainingStep> training = std::nullopt);
  /// After forward: from the gradient of the node `from` (borrowed like the input) to that of every parameter
  /// before it. `parameter_gradients` (as long as the parameter vector) is overwritten. Where a node's output
  /// goes to several nodes, their gradients are added from the last of them to the first. Where the gradient
  /// of the data is not asked for, nodes without a parameter at or before them are passed over.
  void backward(const T* parameters, const T* output_gradient, T* parameter_gradients);

  /// Who shares the work from now on; null: the caller alone. The bits do not depend on it.
  void set_team(Team* team) { team_ = team; }

  [[nodiscard]] const Plan& plan() const { return *plan_; }
  [[nodiscard]] int batch() const { return batch_; }
  /// Output of a node (or of PlanNode::kModelInput) in the last forward pass, [batch, output_shape].
  [[nodiscard]] const T* output(int node) const;
  /// Its gradient after backward; null for a node (or the data) that it did not reach.
  [[nodiscard]] const T* gradient(int node) const;

 private:
  /// What belongs to one node; the pointers are those of the present pass.
  struct Slot {
    Buffer<T> output;
    Buffer<T> gradient;
    Buffer<T> saved;
    std::optional<Random> noise;        ///< in training
    std::vector<GradientRoute> routes;  ///< empty where no gradient is needed
    std::vector<const T*> inputs;
    std::vector<T*> input_gradients;
    std::vector<const T*> parameters;
    std::vector<T*> parameter_gradients;
  };

  Frame<T> frame(std::size_t node);
  T* gradient_room(int node);
  T* spilled(const GradientRoute& route);
  void add_spilled(const Slot& slot);

  std::shared_ptr<const Plan> plan_;
  int largest_batch_;
  int from_;
  int batch_ = 0;
  Team* team_ = nullptr;
  const T* input_ = nullptr;
  const T* output_gradient_ = nullptr;
  std::vector<Slot> slots_;
  Buffer<T> scratch_;
  Buffer<T> saved_;  ///< of all nodes in turn where there is no backward
  Buffer<T> spill_;  ///< gradients that are added to another
  Buffer<T> input_gradient_;
};

extern template class Runner<float>;
extern template class Runner<double>;

}  // namespace glassbox
