#include "engine/cli/data.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/cli/files.h"
#include "engine/cli/refusal.h"
#include "engine/data/idx.h"
#include "engine/io/gzip.h"
#include "engine/model/json.h"

namespace glassbox::cli {
namespace {

namespace fs = std::filesystem;

/// A file's bytes, decompressed where it is compressed.
std::vector<std::byte> read_content(const fs::path& path) {
  std::vector<std::byte> bytes = read_file(path);
  if (!is_gzip(bytes)) return bytes;
  std::optional<std::vector<std::byte>> content = gunzip(bytes);
  if (!content) throw Refusal(path.string() + " is damaged: it cannot be decompressed.");
  return *std::move(content);
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The chunks of one part of a manifest.
Dataset read_chunks(const Json& manifest, const char* part, const fs::path& path) {
  const Refusal unsound(path.string() + " is no manifest of a data set.");
  const Json* shape = find_member(manifest, "image_shape");
  const Json* classes = find_member(manifest, "classes");
  const Json* chunks = find_member(manifest, part);
  const auto is_integer = [](const Json& value) {
    std::int64_t integer = 0;
    return read_integer(value, integer) && std::in_range<std::int32_t>(integer);
  };
  if (shape == nullptr || !shape->is_array() || !std::ranges::all_of(*shape, is_integer) ||
      classes == nullptr || !is_integer(*classes) || chunks == nullptr || !chunks->is_array()) {
    throw unsound;
  }
  std::vector<std::int32_t> sizes;
  std::vector<std::string> files;
  for (const Json& chunk : *chunks) {
    const Json* file = chunk.is_object() ? find_member(chunk, "file") : nullptr;
    const Json* samples = chunk.is_object() ? find_member(chunk, "samples") : nullptr;
    if (file == nullptr || !file->is_string() || samples == nullptr || !is_integer(*samples)) throw unsound;
    files.push_back(file->get<std::string>());
    sizes.push_back(samples->get<std::int32_t>());
  }
  Dataset set = value_of(
      Dataset::create(shape->get<std::vector<std::int64_t>>(), classes->get<int>(), std::move(sizes)),
      path.string());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const fs::path file = path.parent_path() / files[i];
    require(set.add_chunk(static_cast<int>(i), read_content(file)), file.string());
  }
  return set;
}

Images read_manifest(const fs::path& path) {
  const std::vector<std::byte> bytes = read_content(path);
  const Json manifest = value_of(parse_json(text_of(bytes)), path.string());
  return {read_chunks(manifest, "train", path), read_chunks(manifest, "test", path)};
}

/// A file as it is or with ".gz"; empty where there is neither.
fs::path find_file(const fs::path& folder, const std::string& name) {
  for (const char* ending : {"", ".gz"}) {
    if (fs::path path = folder / (name + ending); fs::exists(path)) return path;
  }
  return {};
}

/// Images and labels of one part, as idx files have them.
struct IdxPart {
  std::vector<std::int64_t> image_shape;
  std::vector<std::uint8_t> labels;
  std::vector<std::uint8_t> pixels;
};

IdxPart read_idx_part(const fs::path& folder, const std::string& name) {
  const auto read = [&](const std::string& what, std::size_t axes) {
    const fs::path path = find_file(folder, name + what);
    if (path.empty())
      throw Refusal("There is no " + (folder / (name + what)).string() + ", with or without .gz.");
    const std::vector<std::byte> bytes = read_content(path);
    const std::optional<Idx> idx = parse_idx(bytes);
    if (!idx || idx->sizes.size() != axes) {
      throw Refusal(path.string() + " is no idx file of bytes with " + std::to_string(axes) + " axes.");
    }
    return std::pair(idx->sizes, std::vector(idx->values.begin(), idx->values.end()));
  };
  auto [image_sizes, pixels] = read("-images-idx3-ubyte", 3);
  auto [label_sizes, labels] = read("-labels-idx1-ubyte", 1);
  if (image_sizes[0] != label_sizes[0]) {
    throw Refusal(folder.string() + " has " + std::to_string(image_sizes[0]) + " images and " +
                  std::to_string(label_sizes[0]) + " labels to " + name + ".");
  }
  return {{image_sizes[1], image_sizes[2], 1}, std::move(labels), std::move(pixels)};
}

Images read_idx(const fs::path& folder) {
  const auto largest = [](const IdxPart& part) { return std::ranges::max(part.labels); };
  IdxPart train = read_idx_part(folder, "train");
  IdxPart test = read_idx_part(folder, "t10k");
  const int classes = std::max({largest(train), largest(test), std::uint8_t{1}}) + 1;
  const auto set_of = [&](IdxPart& part) {
    const auto count = static_cast<std::int32_t>(part.labels.size());
    value_of(Dataset::create(part.image_shape, classes, {count}), folder.string());  // checks the sizes
    const Shape shape{part.image_shape[0], part.image_shape[1], part.image_shape[2]};
    return Dataset(shape, classes, std::move(part.labels), std::move(part.pixels));
  };
  Dataset train_set = set_of(train);
  return {std::move(train_set), set_of(test)};
}

Images read_images(const fs::path& folder) {
  if (const fs::path manifest = folder / "manifest.json"; fs::exists(manifest))
    return read_manifest(manifest);
  if (!find_file(folder, "train-images-idx3-ubyte").empty()) return read_idx(folder);
  throw Refusal(folder.string() + " holds neither a manifest.json nor train-images-idx3-ubyte.");
}

Points make_points(const ToySpec& spec) {
  ToyData made = value_of(make_toy(spec), "data");
  const int classes = made.train.labels.empty() ? 0 : 2;
  return {PointSet(std::move(made.train), classes), PointSet(std::move(made.test), classes)};
}

using Sets = std::variant<Images, Points>;

Sets sets_of(const ToySpec& toy) {
  return make_points(toy);
}

Sets sets_of(const NamedData& data) {
  const fs::path folder = data.beside / data.name;
  if (fs::is_directory(folder)) return read_images(folder);
  std::string names;
  for (const auto toys : {classification_toys(), regression_toys()}) {
    for (const Schema& toy : toys) {
      if (toy.class_name == data.name) return make_points({data.name, {}});
      names += (names.empty() ? "" : ", ") + std::string(toy.class_name);
    }
  }
  throw Refusal("There is no folder \"" + folder.string() + "\", and \"" + data.name +
                "\" is none of the toy sets: " + names + ".");
}

}  // namespace

Data::Data(const DataSource& source)
    : sets_(std::visit([](const auto& data) { return sets_of(data); }, source)) {}

const Samples& Data::train() const {
  return std::visit([](const auto& sets) -> const Samples& { return sets.train; }, sets_);
}

const Samples& Data::test() const {
  return std::visit([](const auto& sets) -> const Samples& { return sets.test; }, sets_);
}

void Data::normalize(const Normalization& normalization) {
  auto* images = std::get_if<Images>(&sets_);
  if (images == nullptr) return;
  require(images->train.normalize(normalization), "normalization");
  require(images->test.normalize(normalization), "normalization");
  normalization_ = normalization;
}

void Data::normalize(const std::string& name) {
  const auto* images = std::get_if<Images>(&sets_);
  if (images != nullptr) normalize(value_of(make_normalization(name, images->train), "normalization"));
}

}  // namespace glassbox::cli
