#include "engine/model/fusion.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace glassbox {

/// Goes through a plan's nodes once and writes the fused one.
class Fusion {
 public:
  Fusion(const Plan& plan, const FastPaths& paths)
      : plan_(plan), paths_(paths), fused_(std::make_shared<Plan>(plan)) {
    fused_->nodes_.clear();
    takers_.resize(plan.nodes().size());
    for (std::size_t i = 0; i < plan.nodes().size(); ++i) {
      for (int input : plan.nodes()[i].inputs) {
        if (input != PlanNode::kModelInput) takers_[static_cast<std::size_t>(input)].push_back(i);
      }
    }
  }

  std::shared_ptr<const Plan> run() {
    places_.assign(plan_.nodes().size(), PlanNode::kFused);
    std::vector<bool> done(plan_.nodes().size(), false);
    for (std::size_t i = 0; i < plan_.nodes().size(); ++i) {
      if (done[i]) continue;
      const PlanNode& node = plan_.nodes()[i];
      if (only_reshapes(i)) {
        places_[i] = place_of(node.inputs[0]);
        continue;
      }
      const std::vector<std::size_t> followers = followers_of(i);
      Fused fused = fuse(node, followers);
      std::size_t last = i;
      for (std::size_t k = 0; k < fused.followers; ++k) done[last = followers[k]] = true;
      PlanNode copy = node;
      if (fused.op != nullptr) {
        fused.op->choose(paths_);
        copy.op = std::move(fused.op);
        copy.output_shape = copy.op->output_shape();
      }
      copy.last = static_cast<int>(last);
      for (int& input : copy.inputs) input = place_of(input);
      places_[last] = static_cast<int>(fused_->nodes_.size());
      fused_->nodes_.push_back(std::move(copy));
    }
    for (int& output : fused_->layer_outputs_) output = place_of(output);
    return fused_;
  }

 private:
  [[nodiscard]] int place_of(int node) const {
    return node == PlanNode::kModelInput ? node : places_[static_cast<std::size_t>(node)];
  }
  [[nodiscard]] bool is_output(std::size_t node) const {
    return static_cast<int>(node) == plan_.output_node();
  }

  /// A reshape, but for one whose shape an output has.
  [[nodiscard]] bool only_reshapes(std::size_t node) const {
    const auto needs_shape = [&](std::size_t taker) {
      return is_output(taker) && plan_.nodes()[taker].parameters.empty();
    };
    return plan_.nodes()[node].op->kind() == "reshape" && !is_output(node) &&
           std::ranges::none_of(takers_[node], needs_shape);
  }

  /// The chain of nodes behind that one of which each is the only one that takes what the one before it
  /// gives.
  [[nodiscard]] std::vector<std::size_t> followers_of(std::size_t node) const {
    std::vector<std::size_t> followers;
    while (takers_[node].size() == 1 && !is_output(node)) {
      const std::size_t taker = takers_[node][0];
      const PlanNode& follower = plan_.nodes()[taker];
      if (follower.inputs.size() != 1 || !follower.parameters.empty()) break;
      followers.push_back(node = taker);
    }
    return followers;
  }

  [[nodiscard]] Fused fuse(const PlanNode& node, const std::vector<std::size_t>& followers) const {
    std::vector<const Op*> ops;
    for (std::size_t follower : followers) ops.push_back(plan_.nodes()[follower].op.get());
    return node.op->fuse(ops);
  }

  const Plan& plan_;
  FastPaths paths_;
  std::shared_ptr<Plan> fused_;
  std::vector<std::vector<std::size_t>> takers_;  ///< of each node's output
  std::vector<int> places_;                       ///< of each node in the fused plan
};

std::shared_ptr<const Plan> fuse(const Plan& plan, const FastPaths& paths) {
  return Fusion(plan, paths).run();
}

}  // namespace glassbox
