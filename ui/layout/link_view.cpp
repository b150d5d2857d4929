#include "ui/layout/link_view.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "ui/i18n/tr.h"

namespace glassbox::ui {
namespace {

template <class Number>
void read_number(std::string_view text, std::int64_t minimum, std::int64_t maximum, Number& target) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end || number < minimum || number > maximum) return;
  target = static_cast<Number>(number);
}

void read_entry(std::string_view key, std::string_view value, View& view) {
  constexpr std::int64_t kLayers = 1024;
  constexpr std::int64_t kSamples = 1 << 24;
  if (key == "theme") view.dark = value == "dark";
  if (key == "language" && std::ranges::count(languages(), value) > 0) view.language = value;
  if (key == "page") read_number(value, 0, 3, view.page);
  if (key == "instrument") read_number(value, 0, 3, view.instrument);
  if (key == "layer") read_number(value, -1, kLayers, view.selected_layer);
  if (key == "sample") read_number(value, 0, kSamples, view.sample);
  if (key == "log_loss") view.log_loss = value == "1";
}

}  // namespace

std::string link_refusal(const Error& error) {
  if (error.code.starts_with("link.")) return tr(error);  // these speak of the link themselves
  std::string reason;
  if (error.layer >= 0) reason += tr("model.layer") + " " + std::to_string(error.layer + 1) + ": ";
  if (!error.parameter.empty()) reason += tr_or("parameter." + error.parameter, error.parameter) + ": ";
  return tr("link.refused", {reason + tr(error)});
}

std::string write_view(const View& view) {
  std::string text = view.dark ? "theme:dark" : "theme:light";
  text += ";language:" + view.language;
  text += ";page:" + std::to_string(view.page);
  text += ";instrument:" + std::to_string(view.instrument);
  text += ";layer:" + std::to_string(view.selected_layer);
  text += ";sample:" + std::to_string(view.sample);
  if (view.log_loss) text += ";log_loss:1";
  return text;
}

void read_view(std::string_view text, View& view) {
  while (!text.empty()) {
    const std::size_t end = text.find(';');
    const std::string_view entry = text.substr(0, end);
    if (const std::size_t colon = entry.find(':'); colon != std::string_view::npos) {
      read_entry(entry.substr(0, colon), entry.substr(colon + 1), view);
    }
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
}

void keep_within(View& view, const Snapshot& snapshot) {
  const std::int64_t digits = snapshot.data.test_size;
  if (digits > 0) view.sample = std::min(view.sample, digits - 1);
}

}  // namespace glassbox::ui
