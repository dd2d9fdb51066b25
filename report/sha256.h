// SHA-256 (FIPS 180-4), by which a page names the one style and script that it allows itself.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace proviso {

[[nodiscard]] std::array<std::uint8_t, 32> sha256(std::string_view text);

// The digest in base64, as a content security policy writes it.
[[nodiscard]] std::string sha256_base64(std::string_view text);

}  // namespace proviso
