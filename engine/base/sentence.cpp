#include "engine/base/sentence.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "engine/base/error_codes.h"

namespace glassbox {

std::string sentence(const Error& error) {
  const auto* found = std::ranges::find(kErrorCodes, error.code, &ErrorCode::code);
  std::string text(found == std::end(kErrorCodes) ? std::string_view(error.code) : found->meaning);
  for (std::size_t i = 0; i < error.arguments.size(); ++i) {
    std::string gap = "{";
    gap.append(std::to_string(i)).append("}");
    const std::size_t at = text.find(gap);
    if (at != std::string::npos) text.replace(at, gap.size(), error.arguments[i]);
  }
  return text;
}

}  // namespace glassbox
