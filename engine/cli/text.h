#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Numbers for people.
namespace glassbox::cli {

std::string fixed(double value, int digits);          ///< "0.1235"
std::string percent(double share);                    ///< "97.41%"
std::string grouped(std::int64_t number);             ///< "60,000"
std::string duration(double seconds);                 ///< "1:02:03", "2:03"
std::string shape(const std::vector<std::int64_t>&);  ///< "(28, 28, 1)"

}  // namespace glassbox::cli
