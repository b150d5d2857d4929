#include "engine/train/history.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/train/state.h"

namespace glassbox {
namespace {

Error not_recorded(std::int64_t step) {
  return make_error("history.not_recorded", {std::to_string(step)}, -1, "step");
}

}  // namespace

/// The first moment at or behind a step.
std::size_t History::place(std::int64_t step) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(moments_, step, {}, &Moment::step) -
                                  moments_.begin());
}

bool History::has(std::int64_t step) const {
  const std::size_t i = place(step);
  return i < moments_.size() && moments_[i].step == step;
}

std::span<const std::byte> History::state(std::int64_t step) const {
  return records_[place(step)].state.span();
}

std::span<const float> History::parameters(std::int64_t step) const {
  const std::byte* bytes = state(step).data();
  const auto& header = *reinterpret_cast<const StateHeader*>(bytes);
  return {reinterpret_cast<const float*>(bytes + sizeof(StateHeader)),
          static_cast<std::size_t>(header.parameter_values)};
}

bool History::wants(std::int64_t step, std::size_t state_bytes) const {
  if (state_bytes > budget_) return false;
  const auto most = static_cast<std::int64_t>(std::min(kMoments, budget_ / state_bytes));
  const std::int64_t gap = std::max<std::int64_t>(1, step / most);
  const std::size_t i = place(step);
  const bool far_from_next = i == moments_.size() || moments_[i].step - step >= gap;
  return far_from_next && (i == 0 || step - moments_[i - 1].step >= gap);
}

/// The moment of the lowest test loss; moments_.size() where the test set was never looked at.
std::size_t History::best() const {
  std::size_t best = moments_.size();
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    if (!moments_[i].tested || !std::isfinite(moments_[i].test_loss)) continue;
    if (best == moments_.size() || moments_[i].test_loss < moments_[best].test_loss) best = i;
  }
  return best;
}

/// The moment that makes room for one at the step `coming`; the last where all others are to stay.
std::size_t History::dispensable(std::int64_t coming) const {
  const std::size_t count = moments_.size();
  const std::size_t kept = best();
  const std::size_t recent = count > kRecent + 2 ? kRecent : 1;
  std::size_t found = count - 1;
  std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
  for (std::size_t i = 1; i + recent < count; ++i) {
    std::int64_t before = moments_[i - 1].step;
    std::int64_t after = moments_[i + 1].step;
    if (coming < moments_[i].step) before = std::max(before, coming);
    if (coming > moments_[i].step) after = std::min(after, coming);
    if (i != kept && after - before < smallest) {
      smallest = after - before;
      found = i;
    }
  }
  return found;
}

/// Forgets a moment and gives its memory away.
Buffer<std::byte> History::take(std::size_t index) {
  const auto offset = static_cast<std::ptrdiff_t>(index);
  Buffer<std::byte> memory = std::move(records_[index].state);
  bytes_ -= memory.size();
  moments_.erase(moments_.begin() + offset);
  records_.erase(records_.begin() + offset);
  return memory;
}

void History::record(const Moment& moment, const Training& training, std::span<const std::byte> state) {
  if (has(moment.step)) {
    Moment& known = moments_[place(moment.step)];
    if (!moment.tested) return;
    known.tested = true;
    known.test_loss = moment.test_loss;
    known.test_accuracy = moment.test_accuracy;
    return;
  }
  if (state.size() > budget_) return;
  Buffer<std::byte> memory;
  while (moments_.size() == kMoments || bytes_ + state.size() > budget_) {
    memory = take(dispensable(moment.step));
  }
  if (memory.size() != state.size()) memory = Buffer<std::byte>(state.size());
  std::ranges::copy(state, memory.data());
  bytes_ += memory.size();
  const auto offset = static_cast<std::ptrdiff_t>(place(moment.step));
  moments_.insert(moments_.begin() + offset, moment);
  records_.insert(records_.begin() + offset, {training, std::move(memory)});
}

void History::go_on(std::int64_t step, const Training& training) {
  if (moments_.empty() || moments_.back().step <= step) return;
  std::size_t same = place(step + 1);
  while (same < records_.size() && records_[same].training == training) ++same;
  while (moments_.size() > same) take(moments_.size() - 1);
}

void History::clear() {
  moments_.clear();
  records_.clear();
  bytes_ = 0;
}

Status History::restore(std::int64_t step, Model& model) const {
  if (!has(step)) return not_recorded(step);
  if (Status status = model.configure(*training(step)); !status) return status;
  return model.restore(state(step));
}

Status History::fork(std::int64_t step, const TrainingConfig& training, Model& model) const {
  if (!has(step)) return not_recorded(step);
  // Tried on the model as it is, so that a refusal leaves it there.
  if (Status status = model.configure(training); !status) return status;
  if (Status status = restore(step, model); !status) return status;
  return model.configure(training);
}

}  // namespace glassbox
