// Logging of the stages, off unless `-v` asks for it.
#pragma once

#include <memory>
#include <ostream>

namespace spdlog {
class logger;
}

namespace proviso {

// Sends what the stages log to `err` as long as it lives: `-v` informs, `-vv` tells everything.
class LogToStream {
 public:
  LogToStream(std::ostream& err, int verbosity);
  ~LogToStream();
  LogToStream(const LogToStream&) = delete;
  LogToStream& operator=(const LogToStream&) = delete;

 private:
  std::shared_ptr<spdlog::logger> before_;
};

}  // namespace proviso
