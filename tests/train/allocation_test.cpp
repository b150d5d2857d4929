// Counts what the whole program allocates. Under the address sanitizer its own operators stay in place, and
// this file is empty.
#if defined(__SANITIZE_ADDRESS__)
#define GLASSBOX_COUNT_ALLOCATIONS 0
#elif defined(__has_feature)
#define GLASSBOX_COUNT_ALLOCATIONS !__has_feature(address_sanitizer)
#else
#define GLASSBOX_COUNT_ALLOCATIONS 1
#endif

#if GLASSBOX_COUNT_ALLOCATIONS

#include <doctest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <vector>

#include "engine/data/dataset.h"
#include "engine/train/model.h"
#include "engine/train/trainer.h"
#include "tests/model/models.h"
#include "tests/train/synthetic.h"

namespace {

std::atomic<std::int64_t> allocations = 0;

void* allocate(std::size_t size, std::size_t alignment) {
  ++allocations;
  const std::size_t rounded = (size + alignment) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory == nullptr) std::abort();
  return memory;
}

// Not inlined, or GCC holds the pair of new and free() for a mistake.
[[gnu::noinline]] void release(void* memory) {
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate(size, alignof(std::max_align_t));
}
void* operator new[](std::size_t size) {
  return allocate(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  release(memory);
}
void operator delete[](void* memory) noexcept {
  release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  release(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  release(memory);
}
void operator delete[](void* memory, std::align_val_t) noexcept {
  release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  release(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
  release(memory);
}

using namespace glassbox;
using namespace glassbox::test;

TEST_CASE("training and prediction allocate nothing") {
  for (const ModelSpec& spec :
       {mlp(), course_cnn(), small_cnn(), small_encoder(), small_graph(), small_rnn()}) {
    for (const char* optimizer : {"SGD", "Adam"}) {
      TrainingConfig config;
      config.optimizer.class_name = optimizer;
      config.batch_size = 8;
      auto created = Model::create(spec, config);
      REQUIRE(created.ok());
      Model& model = *created.value();
      fill_batch(model, 0);
      std::vector<float> probabilities(static_cast<std::size_t>(8 * model.plan().classes()));
      Evaluation sums;
      model.evaluate(model.batch_inputs().data(), {.labels = model.batch_labels().data()}, 8, sums);

      const std::int64_t before = allocations;
      model.step(8);
      model.step(5);
      model.predict(model.batch_inputs().data(), 8, probabilities.data());
      model.evaluate(model.batch_inputs().data(), {.labels = model.batch_labels().data()}, 8, sums);
      model.layer_output(model.batch_inputs().data(), 0);
      const std::int64_t after = allocations;
      CHECK(after - before == 0);
    }
  }
}

TEST_CASE("a new epoch allocates nothing") {
  const std::vector<std::int32_t> chunks{30, 20};
  EpochOrder order(1, chunks);
  const std::int64_t before = allocations;
  for (std::uint64_t epoch = 0; epoch < 3; ++epoch) order.order(epoch);
  const std::int64_t after = allocations;
  CHECK(after - before == 0);
}

TEST_CASE("an augmented batch allocates nothing") {
  const Dataset data(Shape{28, 28, 1}, 10, std::vector<std::uint8_t>(20),
                     std::vector<std::uint8_t>(20 * 784));
  TrainingConfig config;
  config.batch_size = 8;
  auto created = Model::create(mlp(), config);
  REQUIRE(created.ok());
  Trainer trainer(*created.value(), data, {.shift = 0.1, .rotation = 10, .elastic_alpha = 34, .noise = 0.1});
  const std::int64_t before = allocations;
  for (int step = 0; step < 4; ++step) trainer.step();
  const std::int64_t after = allocations;
  CHECK(after - before == 0);
}

TEST_CASE("the counter counts") {
  const std::int64_t before = allocations;
  const std::vector<int> values(10);
  CHECK(values.size() == 10);
  CHECK(allocations > before);
}

#endif
