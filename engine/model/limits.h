#pragma once

#include <cstdint>

/// Limits that hold before anything is computed or allocated, so that no spec, link or file can exhaust the
/// machine.
namespace glassbox::limits {

inline constexpr std::int64_t kSpecBytes = 1 << 20;
inline constexpr int kJsonDepth = 8;      ///< a spec needs 5
inline constexpr int kJsonEvents = 8192;  ///< keys, values and brackets; the largest spec needs half of them
inline constexpr int kLayers = 64;
inline constexpr int kNameLength = 64;                ///< characters of a layer's name
inline constexpr int kRank = 3;                       ///< axes of a sample
inline constexpr std::int64_t kDimension = 1 << 16;   ///< of one axis of a tensor
inline constexpr std::int64_t kTensorSize = 1 << 24;  ///< values of one sample of one tensor
inline constexpr std::int64_t kParameters = 1 << 25;  ///< of the whole model
inline constexpr std::int64_t kWindow = 1 << 10;      ///< of one axis of a kernel, a pool or a stride
inline constexpr double kOrthogonalWork = 4e9;        ///< multiply-adds of one initialisation: some seconds
inline constexpr std::int64_t kClasses = 256;         ///< labels are bytes
inline constexpr std::int64_t kBatch = 4096;
inline constexpr std::int64_t kMemoryBytes = std::int64_t{1} << 30;  ///< of a compiled plan with its state

}  // namespace glassbox::limits
