#include "engine/cli/files.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include "engine/cli/refusal.h"

namespace glassbox::cli {
namespace {

namespace fs = std::filesystem;

Refusal failure(const fs::path& path, const char* what) {
  return Refusal(path.string() + " cannot be " + what + ": " + std::strerror(errno) + ".");
}

fs::path temporary(const fs::path& path) {
  return fs::path(path.string() + ".part");
}

/// What a link leads to, there or not; else the file itself.
fs::path target_of(const fs::path& path) {
  std::error_code error;
  const fs::path target =
      fs::is_symlink(path) ? fs::weakly_canonical(path.parent_path() / fs::read_symlink(path), error) : path;
  return error ? path : target;
}

/// Writes `to`, which stands for `path`.
void write(const fs::path& to, const fs::path& path, std::span<const std::byte> bytes) {
  errno = 0;
  std::ofstream stream(to, std::ios::binary | std::ios::trunc);
  stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (stream) return;
  const Refusal refusal = failure(path, "written");
  std::error_code ignored;
  if (to != path) fs::remove(to, ignored);
  throw refusal;
}

}  // namespace

std::vector<std::byte> read_file(const fs::path& path) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) throw Refusal(path.string() + " cannot be read: " + error.message() + ".");
  std::vector<std::byte> bytes(size);
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!stream) throw failure(path, "read");
  return bytes;
}

void write_file(const fs::path& path, std::span<const std::byte> bytes) {
  const fs::path target = target_of(path);
  if (fs::is_other(target)) {  // a device or a pipe, not to be replaced
    write(target, target, bytes);
    return;
  }
  write(temporary(target), target, bytes);
  std::error_code error;
  fs::rename(temporary(target), target, error);
  if (!error) return;
  std::error_code ignored;
  fs::remove(temporary(target), ignored);
  throw Refusal(path.string() + " cannot be written: " + error.message() + ".");
}

void check_writable(const fs::path& path) {
  const fs::path target = target_of(path);
  if (fs::is_directory(target)) throw Refusal(path.string() + " cannot be written: it is a folder.");
  if (fs::is_other(target)) return;
  write(temporary(target), target, {});
  fs::remove(temporary(target));
}

}  // namespace glassbox::cli
