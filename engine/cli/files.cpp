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

void write_temporary(const fs::path& path, std::span<const std::byte> bytes) {
  errno = 0;
  std::ofstream stream(temporary(path), std::ios::binary | std::ios::trunc);
  stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (stream) return;
  const Refusal refusal = failure(path, "written");
  std::error_code ignored;
  fs::remove(temporary(path), ignored);
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
  write_temporary(path, bytes);
  std::error_code error;
  fs::rename(temporary(path), path, error);
  if (!error) return;
  std::error_code ignored;
  fs::remove(temporary(path), ignored);
  throw Refusal(path.string() + " cannot be written: " + error.message() + ".");
}

void check_writable(const fs::path& path) {
  if (fs::is_directory(path)) throw Refusal(path.string() + " cannot be written: it is a folder.");
  write_temporary(path, {});
  fs::remove(temporary(path));
}

}  // namespace glassbox::cli
