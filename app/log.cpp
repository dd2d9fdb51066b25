#include "app/log.h"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

namespace proviso {

LogToStream::LogToStream(std::ostream& err, int verbosity) : before_(spdlog::default_logger()) {
  auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(err, true);
  auto logger = std::make_shared<spdlog::logger>("proviso", std::move(sink));
  logger->set_pattern("%l: %v");
  logger->set_level(verbosity == 0   ? spdlog::level::off
                    : verbosity == 1 ? spdlog::level::info
                                     : spdlog::level::trace);
  spdlog::set_default_logger(std::move(logger));
}

LogToStream::~LogToStream() { spdlog::set_default_logger(before_); }

}  // namespace proviso
