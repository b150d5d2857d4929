#include "engine/io/link.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/error_codes.h"

namespace glassbox {
namespace {

constexpr std::string_view kVersion = "1";
constexpr std::size_t kLargestLink = 16 * 1024;
/// What a fragment may hold as it is and links in running text keep: RFC 3986's unreserved characters and a
/// few more that make JSON easier to read.
constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,:@/";
constexpr std::string_view kHexadecimal = "0123456789ABCDEF";

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char character : text) {
    if (kPlain.find(character) != std::string_view::npos) {
      encoded += character;
      continue;
    }
    const auto byte = static_cast<unsigned char>(character);
    encoded += '%';
    encoded += kHexadecimal[byte >> 4];
    encoded += kHexadecimal[byte & 15];
  }
  return encoded;
}

std::optional<int> hexadecimal_digit(char character) {
  if (character >= 'a' && character <= 'f') character = static_cast<char>(character - 'a' + 'A');
  const std::size_t digit = kHexadecimal.find(character);
  if (digit == std::string_view::npos) return std::nullopt;
  return static_cast<int>(digit);
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const auto high = hexadecimal_digit(text[i + 1]);
    const auto low = hexadecimal_digit(text[i + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return decoded;
}

/// The decoded parts of a fragment; those that are not known are passed over.
struct LinkParts {
  std::optional<std::string> version;
  std::optional<std::string> model;
  std::optional<std::string> training;
  std::optional<std::string> view;

  std::optional<std::string>* find(std::string_view name) {
    if (name == "v") return &version;
    if (name == "model") return &model;
    if (name == "training") return &training;
    if (name == "view") return &view;
    return nullptr;
  }
};

/// False for a part that is there twice, has no '=' or is badly encoded.
bool read_part(std::string_view text, LinkParts& parts) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  std::optional<std::string>* part = parts.find(text.substr(0, equals));
  if (part == nullptr) return true;
  if (part->has_value()) return false;
  *part = percent_decoded(text.substr(equals + 1));
  return part->has_value();
}

}  // namespace

std::string to_link(const Experiment& experiment) {
  std::string link = "v=" + std::string(kVersion) + "&model=" + percent_encoded(to_json(experiment.model));
  if (experiment.training) link += "&training=" + percent_encoded(to_json(*experiment.training));
  return link + "&view=" + percent_encoded(experiment.view);
}

Result<Experiment> parse_link(std::string_view fragment) {
  if (fragment.starts_with('#')) fragment.remove_prefix(1);
  if (fragment.size() > kLargestLink) {
    return make_error("link.too_long", {std::to_string(fragment.size()), std::to_string(kLargestLink)});
  }
  LinkParts parts;
  for (std::size_t start = 0; start <= fragment.size();) {
    const std::size_t end = std::min(fragment.find('&', start), fragment.size());
    if (!read_part(fragment.substr(start, end - start), parts)) return make_error("link.format");
    start = end + 1;
  }
  if (!parts.version || !parts.model) return make_error("link.format");
  if (*parts.version != kVersion) {
    return make_error("link.version", {*parts.version, std::string(kVersion)});
  }
  Experiment experiment;
  Result<ModelSpec> model = parse_model_spec(*parts.model);
  if (!model) return model.error();
  experiment.model = std::move(model).value();
  if (parts.training) {
    Result<TrainingConfig> training = parse_training_config(*parts.training);
    if (!training) return training.error();
    experiment.training = std::move(training).value();
  }
  experiment.view = parts.view.value_or("");
  return experiment;
}

}  // namespace glassbox
