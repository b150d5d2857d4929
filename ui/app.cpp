#include "ui/app.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/io/link.h"
#include "ui/base/context.h"
#include "ui/base/drafts.h"
#include "ui/draw/images.h"
#include "ui/i18n/tr.h"
#include "ui/layout/layout.h"
#include "ui/layout/link_view.h"
#include "ui/platform/focus.h"
#include "ui/platform/keys.h"
#include "ui/platform/pointing.h"
#include "ui/platform/presentation.h"

namespace glassbox::ui {
namespace {

constexpr int kSettling = 2;  ///< frames after a change until Dear ImGui has come to rest

ImFont* add_font(const std::vector<unsigned char>& file, float size) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  // The atlas only reads the bytes.
  auto* bytes = const_cast<unsigned char*>(file.data());
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(file.size()), size, &config);
}

const char* cursor_name() {
  switch (ImGui::GetMouseCursor()) {
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    case ImGuiMouseCursor_ResizeNS:
      return "ns-resize";
    default:
      return "default";
  }
}

}  // namespace

struct App::Parts {
  Parts(Host& page, FontFiles files) : host(page), fonts(std::move(files)) {}

  void begin(float width, float height, float pixel_ratio, double seconds);
  void compose();
  void finish();
  void use_theme();
  void apply_link();
  void update_link();
  void subscribe();

  Host& host;
  FontFiles fonts;
  Snapshot snapshot;
  View view;
  Theme theme;
  Interaction interaction;
  Pointing pointing;
  std::unique_ptr<Presentation> presentation;
  std::unique_ptr<Images> images;
  std::vector<Widget> widgets;
  std::optional<Experiment> link;  ///< to be applied
  Experiment shown;                ///< in the page's address
  std::optional<command::Subscribe> subscribed;
  std::string cursor;
  bool coarse = false;
  bool gliding = false;
  int frames = kSettling;
  double time = 0;
};

App::App(Host& host, const FontFiles& fonts) : parts_(std::make_unique<Parts>(host, fonts)) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendPlatformName = "glassbox_canvas";
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  parts_->presentation = std::make_unique<Presentation>();
  parts_->theme.regular = add_font(parts_->fonts.regular, parts_->theme.body);
  parts_->theme.semibold = add_font(parts_->fonts.semibold, parts_->theme.body);
  parts_->images = std::make_unique<Images>();
  parts_->use_theme();
}

App::~App() {
  parts_->images.reset();
  parts_->presentation.reset();
  ImGui::DestroyContext();
}

void App::input(const InputEvent& event) {
  ImGuiIO& io = ImGui::GetIO();
  parts_->frames = kSettling;
  switch (event.kind) {
    case InputEvent::Kind::move:
    case InputEvent::Kind::down:
    case InputEvent::Kind::up:
    case InputEvent::Kind::leave:
      if (event.kind == InputEvent::Kind::down) parts_->view.copied = false;
      parts_->pointing.input(event, parts_->interaction);
      break;
    case InputEvent::Kind::wheel:
      io.AddMousePosEvent(event.x, event.y);
      io.AddMouseWheelEvent(event.wheel_x, event.wheel_y);
      break;
    case InputEvent::Kind::key_down:
    case InputEvent::Kind::key_up:
      io.AddKeyEvent(ImGuiMod_Shift, event.shift);
      io.AddKeyEvent(ImGuiMod_Ctrl, event.control || event.meta);
      io.AddKeyEvent(ImGuiMod_Alt, event.alt);
      if (const ImGuiKey key = key_of(event.key); key != ImGuiKey_None) {
        io.AddKeyEvent(key, event.kind == InputEvent::Kind::key_down);
      }
      break;
    case InputEvent::Kind::text:
      io.AddInputCharactersUTF8(event.text.c_str());
      break;
    case InputEvent::Kind::focus:
      io.AddFocusEvent(true);
      break;
    case InputEvent::Kind::blur:
      ImGui::ClearActiveID();
      ImGui::SetNavCursorVisible(false);
      parts_->interaction.focused.clear();
      io.AddFocusEvent(false);
      break;
  }
}

void App::show(Snapshot snapshot) {
  Parts& parts = *parts_;
  const bool first = parts.snapshot.layers.empty();
  parts.snapshot = std::move(snapshot);
  parts.frames = kSettling;
  follow(parts.view, parts.host, parts.snapshot);
  keep_within(parts.view, parts.snapshot);
  if (first && !parts.snapshot.layers.empty()) {
    parts.shown = {parts.snapshot.model, parts.snapshot.training, write_view(parts.view)};
    parts.apply_link();
  }
}

void App::set_preferences(bool dark, const std::string& language) {
  parts_->view.dark = dark;
  const std::string code = language.substr(0, 2);  // "es-MX" is "es" here
  if (std::ranges::count(languages(), code) > 0) parts_->view.language = code;
  parts_->shown.view = write_view(parts_->view);
  parts_->use_theme();
  parts_->frames = kSettling;
}

void App::set_coarse_pointer(bool coarse) {
  parts_->coarse = coarse;
  parts_->use_theme();
  parts_->frames = kSettling;
}

bool App::open_link(const std::string& fragment) {
  Result<Experiment> experiment = parse_link(fragment);
  if (!experiment) {
    parts_->view.notice = link_refusal(experiment.error());
    return false;
  }
  parts_->link = std::move(experiment.value());
  if (!parts_->snapshot.layers.empty()) parts_->apply_link();
  return true;
}

void App::notify(const Error& error) {
  parts_->view.notice = tr(error);
  parts_->frames = kSettling;
}

bool App::wants_frame() const {
  return parts_->frames > 0;
}

bool App::has_input() const {
  return !ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

void App::frame(float width, float height, float pixel_ratio, double seconds) {
  const ImVec2 before = ImGui::GetIO().DisplaySize;
  if (before.x != width || before.y != height) parts_->frames = kSettling;
  // What follows from a size that was not known before (a panel's height) takes a second pass, unseen.
  const int passes = parts_->frames > 1 ? 2 : 1;
  for (int pass = 0; pass < passes; ++pass) {
    parts_->begin(width, height, pixel_ratio, seconds);
    parts_->compose();
  }
  parts_->frames = std::max(parts_->frames - 1, parts_->interaction.frames);
  parts_->finish();
}

void App::graphics_lost() {
  parts_->images->lost();
  parts_->presentation->lost();
}

void App::graphics_restored() {
  parts_->presentation->restored();
  parts_->frames = kSettling;
}

std::span<const Widget> App::widgets() const {
  return parts_->widgets;
}

bool App::wants_text() const {
  return ImGui::GetCurrentContext()->WantTextInputNextFrame == 1;
}

Area App::text_area() const {
  const ImGuiPlatformImeData& ime = ImGui::GetCurrentContext()->PlatformImeData;
  return {ime.InputPos.x, ime.InputPos.y, 1, ime.InputLineHeight};
}

std::string App::selected_text() const {
  const ImGuiContext& imgui = *ImGui::GetCurrentContext();
  const ImGuiInputTextState* state = ImGui::GetInputTextState(imgui.ActiveId);
  if (state == nullptr || !state->HasSelection()) return {};
  const int from = std::min(state->GetSelectionStart(), state->GetSelectionEnd());
  const int to = std::max(state->GetSelectionStart(), state->GetSelectionEnd());
  return {state->TextSrc + from, state->TextSrc + to};
}

bool App::wants_touch(float x, float y) const {
  return parts_->pointing.wants_touch(x, y);
}

bool App::wants_scroll(float x, float y, float by_x, float by_y) const {
  return scrollable_at({x, y}, {by_x, by_y}) != nullptr;
}

const std::string& App::focused() const {
  return parts_->interaction.focused;
}

bool App::move_focus(bool backwards) {
  const std::string next = next_focus(parts_->widgets, focused(), backwards);
  if (next.empty()) return false;
  focus(next);
  return true;
}

void App::focus(const std::string& name) {
  ImGui::ClearActiveID();
  ImGui::ClosePopupsOverWindow(nullptr, false);
  parts_->interaction.focus = name;
  parts_->frames = kSettling;
}

bool App::escape() {
  const ImGuiContext& imgui = *ImGui::GetCurrentContext();
  if (imgui.ActiveId == 0 && imgui.OpenPopupStack.empty()) return false;
  ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, true);
  ImGui::GetIO().AddKeyEvent(ImGuiKey_Escape, false);
  parts_->frames = kSettling;
  return true;
}

void App::Parts::use_theme() {
  Theme fresh = make_theme(view.dark);
  fresh.regular = theme.regular;
  fresh.semibold = theme.semibold;
  if (coarse) fresh.control_height = 40;
  theme = fresh;
  apply_style(theme);
  set_language(view.language);
}

void App::Parts::begin(float width, float height, float pixel_ratio, double seconds) {
  ImGuiIO& io = ImGui::GetIO();
  const double shortest = 1e-4;
  const double longest = 0.1;  // after a pause without frames nothing shall jump
  io.DisplaySize = {width, height};
  io.DisplayFramebufferScale = {pixel_ratio, pixel_ratio};
  io.DeltaTime = static_cast<float>(std::clamp(seconds - time, shortest, longest));
  time = seconds;
  gliding = pointing.advance(io.DeltaTime);
  if (theme.dark != view.dark) use_theme();
  presentation->begin();
  ImGui::NewFrame();
}

void App::Parts::compose() {
  interaction.coarse = coarse;
  interaction.focused.clear();
  interaction.touch_areas.clear();
  interaction.cursor.clear();
  interaction.frames = 0;
  interaction.shown = {};
  widgets.clear();
  Context context{.snapshot = snapshot,
                  .view = view,
                  .host = host,
                  .theme = theme,
                  .widgets = widgets,
                  .interaction = interaction,
                  .images = *images,
                  .time = time};
  draw_screen(context);
  ImGui::Render();
  interaction.pointer.clear();
  interaction.focus.clear();
}

void App::Parts::finish() {
  presentation->show(*ImGui::GetDrawData(), theme.page, images->version());
  images->end_frame();
  if (gliding || !ImGui::GetCurrentContext()->InputEventsQueue.empty()) frames = kSettling;
  pointing.set_touch_areas(interaction.touch_areas);
  const std::string wanted = interaction.cursor.empty() ? cursor_name() : interaction.cursor;
  if (wanted != cursor) host.set_cursor(cursor = wanted);
  subscribe();
  update_link();
}

void App::Parts::subscribe() {
  const auto key = [](const command::Subscribe& wish) {
    return std::array{wish.stages, wish.activations, wish.confusion, wish.weights, wish.history};
  };
  if (snapshot.layers.empty() || (subscribed && key(*subscribed) == key(interaction.shown))) return;
  subscribed = interaction.shown;
  host.send(*subscribed);
}

void App::Parts::apply_link() {
  if (!link) return;
  const Experiment wanted = *std::exchange(link, std::nullopt);
  const View before = view;
  read_view(wanted.view, view);
  keep_within(view, snapshot);
  use_theme();
  if (view.dark != before.dark) host.prefer("theme", view.dark ? "dark" : "light");
  if (view.language != before.language) host.prefer("language", view.language);
  if (wanted.model != snapshot.model) edit_model(view, host, wanted.model);
  if (wanted.training && *wanted.training != snapshot.training) edit_training(view, host, *wanted.training);
  frames = kSettling;
}

void App::Parts::update_link() {
  if (snapshot.layers.empty() || link) return;
  Experiment present{snapshot.model, snapshot.training, write_view(view)};
  if (present == shown) return;
  shown = std::move(present);
  host.show_link(to_link(shown));
}

}  // namespace glassbox::ui
