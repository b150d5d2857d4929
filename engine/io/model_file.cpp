#include "engine/io/model_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/base/little_endian.h"
#include "engine/model/json.h"

namespace glassbox {
namespace {

constexpr std::uint32_t kMagic = 0x314D4247;  // "GBM1"
constexpr std::size_t kStart = 8;             ///< of the header

Json write_normalization(const Normalization& normalization) {
  Json json = Json::object();
  Normalization::fields(normalization,
                        [&](const char* name, const std::vector<float>& values) { json[name] = values; });
  return json;
}

/// False for rows that are no numbers, or of which none or not as many are there.
bool read_normalization(const Json& json, Normalization& normalization) {
  bool sound = json.is_object();
  Normalization::fields(normalization, [&](const char* name, std::vector<float>& values) {
    const Json* given = sound ? find_member(json, name) : nullptr;
    sound = given != nullptr && given->is_array() &&
            std::ranges::all_of(*given, [](const Json& value) { return value.is_number(); });
    if (sound) values = given->get<std::vector<float>>();
  });
  const auto finite = [](float value) { return std::isfinite(value); };
  return sound && !normalization.scale.empty() && normalization.scale.size() == normalization.shift.size() &&
         std::ranges::all_of(normalization.shift, finite) &&
         std::ranges::all_of(normalization.scale, finite) &&
         std::ranges::all_of(normalization.scale, [](float value) { return value > 0; });
}

}  // namespace

std::vector<std::byte> write_model_file(const ModelFile& file) {
  Json header = Json::object();
  header["spec"] = Json::parse(to_json(file.spec));
  header["training"] = Json::parse(to_json(file.training));
  header["compiled"] = true;
  header["normalization"] = write_normalization(file.normalization);
  const std::string text = write_json(header);

  const std::array numbers{kMagic, static_cast<std::uint32_t>(text.size())};
  std::vector<std::byte> bytes(kStart + text.size() + file.state.size());
  auto at = std::ranges::copy(std::as_bytes(std::span(numbers)), bytes.begin()).out;
  at = std::ranges::copy(std::as_bytes(std::span(text)), at).out;
  std::ranges::copy(file.state, at);
  return bytes;
}

bool is_model_file(std::span<const std::byte> bytes) {
  return bytes.size() >= kStart && load_little_endian<std::uint32_t>(bytes) == kMagic;
}

Result<ModelFile> read_model_file(std::span<const std::byte> bytes) {
  if (!is_model_file(bytes)) return make_error("run.format");
  const std::size_t length = load_little_endian<std::uint32_t>(bytes.subspan(4));
  if (length > bytes.size() - kStart) return make_error("run.format");
  const auto text = bytes.subspan(kStart, length);
  const Result<Json> header = parse_json({reinterpret_cast<const char*>(text.data()), text.size()});
  if (!header) return make_error("run.format");
  const Json* spec = find_member(header.value(), "spec");
  const Json* training = find_member(header.value(), "training");
  if (spec == nullptr || training == nullptr) return make_error("run.format");

  ModelFile file;
  Result<ModelSpec> model = parse_model_spec(write_json(*spec));
  if (!model) return model.error();
  file.spec = std::move(model).value();
  Result<TrainingConfig> config = parse_training_config(write_json(*training));
  if (!config) return config.error();
  file.training = std::move(config).value();
  const Json* normalization = find_member(header.value(), "normalization");
  if (normalization != nullptr && !read_normalization(*normalization, file.normalization)) {
    return make_error("run.format");
  }
  const auto state = bytes.subspan(kStart + length);
  file.state.assign(state.begin(), state.end());
  return file;
}

}  // namespace glassbox
