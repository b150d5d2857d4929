#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace glassbox {

/// A point of a stroke in pad units: 0..1 from left to right and from top to bottom.
struct StrokePoint {
  float x = 0;
  float y = 0;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("x", self.x);
    visit("y", self.y);
  }
  friend bool operator==(const StrokePoint&, const StrokePoint&) = default;
};

/// One movement of the pen, from down to up.
struct Stroke {
  std::vector<StrokePoint> points;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("points", self.points);
  }
  friend bool operator==(const Stroke&, const Stroke&) = default;
};

/// A grey image, 0 paper to 255 ink, row by row.
struct GreyImage {
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::vector<std::uint8_t> pixels;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("width", self.width);
    visit("height", self.height);
    visit("pixels", self.pixels);
  }
};

/// MNIST's own preparation (LeCun, Cortes, Burges: the digit is scaled into a 20x20 box keeping its aspect
/// ratio, antialiased, and placed in 28x28 with its centre of mass in the middle), every stage kept for the
/// learner to see. As in MNIST's files the image moves by whole pixels, so that the centre of mass, in
/// indices of pixels, rounds to (14, 14).
struct PreparedDigit {
  GreyImage drawn;    ///< the strokes rasterised as they were drawn
  GreyImage cropped;  ///< the ink's bounding box
  GreyImage scaled;   ///< longer side 20 (a dot stays one)
  GreyImage centred;  ///< 28x28, what the network sees

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("drawn", self.drawn);
    visit("cropped", self.cropped);
    visit("scaled", self.scaled);
    visit("centred", self.centred);
  }
};

/// Rasterises in C++ (antialiased round pen of `pen_width` pad units, gaps between points bridged, one point
/// gives a dot) and prepares. The pen's path is scaled and then drawn anew with a pen as wide as MNIST's, so
/// that a small drawing does not become a blob, nor a large one a hairline; `pen_width` shows in the first
/// two stages only. No ink gives a 28x28 image of paper and empty stages. Points outside the pad are clamped;
/// non-finite ones are skipped.
PreparedDigit prepare_digit(std::span<const Stroke> strokes, float pen_width = 0.08F);

/// Preparation of an image instead of strokes; one that is malformed, or larger than 4096x4096, counts as
/// empty.
PreparedDigit prepare_digit(const GreyImage& image);

}  // namespace glassbox
