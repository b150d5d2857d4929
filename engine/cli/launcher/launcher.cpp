// glassbox: starts the program for the widest vectors that the processor has; with --reproducible the one for
// 128 bits, whose bits are the browser's.

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace {

/// What engine/CMakeLists.txt compiles the programs for.
const char* widest_vectors() {
  __builtin_cpu_init();
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl");
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return avx512 && avx2 ? "avx512" : avx2 ? "avx2" : "128";
}

}  // namespace

int main(int count, char** arguments) {
  bool reproducible = false;
  for (const char* argument : std::span(arguments, static_cast<std::size_t>(count))) {
    reproducible = reproducible || std::string_view(argument) == "--reproducible";
  }
  std::error_code error;
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) program = arguments[0];
  program.replace_filename(std::string("glassbox-") + (reproducible ? "128" : widest_vectors()));
  execv(program.c_str(), arguments);
  std::perror(program.c_str());
  return 1;
}
