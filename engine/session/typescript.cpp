#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/inspect/gradient_check.h"
#include "engine/inspect/layer_report.h"
#include "engine/inspect/ranking.h"
#include "engine/inspect/saliency.h"
#include "engine/inspect/sample_trace.h"
#include "engine/inspect/scalar_graph.h"
#include "engine/session/codec.h"
#include "engine/session/fields.h"
#include "engine/train/compare.h"
#include "engine/train/metrics.h"

namespace glassbox {
namespace {

template <class T>
constexpr std::string_view kTypeName{};
// clang-format off
template <> constexpr std::string_view kTypeName<Error> = "EngineError";
template <> constexpr std::string_view kTypeName<LayerSpec> = "LayerSpec";
template <> constexpr std::string_view kTypeName<ModelSpec> = "ModelSpec";
template <> constexpr std::string_view kTypeName<ClassSpec> = "ClassSpec";
template <> constexpr std::string_view kTypeName<Regularization> = "Regularization";
template <> constexpr std::string_view kTypeName<Clipping> = "Clipping";
template <> constexpr std::string_view kTypeName<EarlyStopping> = "EarlyStopping";
template <> constexpr std::string_view kTypeName<TrainingConfig> = "TrainingConfig";
template <> constexpr std::string_view kTypeName<StrokePoint> = "StrokePoint";
template <> constexpr std::string_view kTypeName<Stroke> = "Stroke";
template <> constexpr std::string_view kTypeName<GreyImage> = "GreyImage";
template <> constexpr std::string_view kTypeName<PreparedDigit> = "PreparedDigit";
template <> constexpr std::string_view kTypeName<LayerSummary> = "LayerSummary";
template <> constexpr std::string_view kTypeName<Evaluation> = "Evaluation";
template <> constexpr std::string_view kTypeName<RunStatus> = "RunStatus";
template <> constexpr std::string_view kTypeName<CurvePoint> = "CurvePoint";
template <> constexpr std::string_view kTypeName<RunState> = "RunState";
template <> constexpr std::string_view kTypeName<DataState> = "DataState";
template <> constexpr std::string_view kTypeName<TensorView> = "TensorView";
template <> constexpr std::string_view kTypeName<DigitSource> = "DigitSource";
template <> constexpr std::string_view kTypeName<DigitState> = "DigitState";
template <> constexpr std::string_view kTypeName<Moment> = "Moment";
template <> constexpr std::string_view kTypeName<Snapshot> = "Snapshot";
template <> constexpr std::string_view kTypeName<ClassScore> = "ClassScore";
template <> constexpr std::string_view kTypeName<TensorSummary> = "TensorSummary";
template <> constexpr std::string_view kTypeName<ParameterReport> = "ParameterReport";
template <> constexpr std::string_view kTypeName<FlatUnits> = "FlatUnits";
template <> constexpr std::string_view kTypeName<LayerReport> = "LayerReport";
template <> constexpr std::string_view kTypeName<StepReport> = "StepReport";
template <> constexpr std::string_view kTypeName<TensorUpdate> = "TensorUpdate";
template <> constexpr std::string_view kTypeName<RankedSample> = "RankedSample";
template <> constexpr std::string_view kTypeName<Saliency> = "Saliency";
template <> constexpr std::string_view kTypeName<OcclusionMap> = "OcclusionMap";
template <> constexpr std::string_view kTypeName<TraceTerm> = "TraceTerm";
template <> constexpr std::string_view kTypeName<Trace> = "Trace";
template <> constexpr std::string_view kTypeName<CheckedGradient> = "CheckedGradient";
template <> constexpr std::string_view kTypeName<LayerGradientError> = "LayerGradientError";
template <> constexpr std::string_view kTypeName<ScalarNode> = "ScalarNode";
template <> constexpr std::string_view kTypeName<TensorDifference> = "TensorDifference";
// clang-format on

/// Declares each type once, after the types of its fields.
class Declarations {
 public:
  /// `floats`: how a row of floats comes to JavaScript.
  explicit Declarations(std::string floats) : floats_(std::move(floats)) {}

  template <class T>
  std::string name_of() {
    if constexpr (std::is_same_v<T, bool>) {
      return "boolean";
    } else if constexpr (codec::Number<T>) {
      return "number";
    } else if constexpr (std::is_same_v<T, std::string>) {
      return "string";
    } else if constexpr (std::is_same_v<T, std::vector<Attribute>>) {
      return "Config";
    } else if constexpr (std::is_same_v<T, std::vector<float>>) {
      return floats_;
    } else if constexpr (codec::kIsVector<T>) {
      return name_of<typename T::value_type>() + "[]";
    } else {
      static_assert(!kTypeName<T>.empty());
      declare<T>();
      return std::string(kTypeName<T>);
    }
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  template <class T>
  void declare() {
    for (const std::string_view name : declared_) {
      if (name == kTypeName<T>) return;
    }
    declared_.push_back(kTypeName<T>);
    if constexpr (std::is_enum_v<T>) {
      declare_enum<T>();
    } else {
      std::string body;
      const T example{};
      T::fields(example, [&](const char* name, const auto& field) {
        body += "  " + std::string(name) + ": " + name_of<std::remove_cvref_t<decltype(field)>>() + ";\n";
      });
      text_ += "export interface " + std::string(kTypeName<T>) + " {\n" + body + "}\n\n";
    }
  }

  template <class T>
  void declare_enum() {
    std::string comment;
    std::string values;
    for (std::size_t i = 0; i < codec::kEnumNames<T>.size(); ++i) {
      const std::string separator = i == 0 ? "" : ", ";
      comment += separator + std::to_string(i) + " " + std::string(codec::kEnumNames<T>[i]);
      values += (i == 0 ? "" : " | ") + std::to_string(i);
    }
    text_ += "/** " + comment + " */\nexport type " + std::string(kTypeName<T>) + " = " + values + ";\n\n";
  }

  std::string floats_;
  std::vector<std::string_view> declared_;
  std::string text_;
};

constexpr std::string_view kHead =
    "/** Settings of a layer or an optimizer by Keras' names: {filters: 32, kernel_size: [5, 5]}. */\n"
    "export type Config = Record<string, boolean | number | string | number[] | null>;\n\n"
    "/** What is left out keeps its default. */\n"
    "export type Partly<T> = T extends (infer Item)[] ? Partly<Item>[]\n"
    "  : T extends object ? { [Key in keyof T]?: Partly<T[Key]> } : T;\n\n";

}  // namespace

std::string typescript_types() {
  Declarations declarations("number[]");
  std::string commands = "export type Command =\n";
  codec::for_each_command([&]<class C>(std::size_t index) {
    commands += std::string(index == 0 ? "  " : "\n  ") + "| { command: '" + C::kName + "'";
    const C example{};
    C::fields(example, [&](const char* name, const auto& field) {
      commands += "; " + std::string(name) + "?: Partly<" +
                  declarations.name_of<std::remove_cvref_t<decltype(field)>>() + ">";
    });
    commands += " }";
  });
  declarations.name_of<Snapshot>();
  return std::string(kHead) + declarations.text() + commands + ";\n";
}

std::string inspection_types() {
  Declarations declarations("Float32Array");
  const auto declare = [&]<class... T>(std::type_identity<std::tuple<T...>>) {
    (declarations.name_of<T>(), ...);
  };
  declare(std::type_identity<
          std::tuple<ClassScore, LayerReport, TensorUpdate, RankedSample, Saliency, OcclusionMap, Trace,
                     CheckedGradient, LayerGradientError, ScalarNode, Moment, TensorDifference>>{});
  return declarations.text();
}

}  // namespace glassbox
