#include "app/run.h"

#include "app/commands.h"
#include "app/help.h"
#include "app/log.h"
#include "app/messages.h"
#include "app/options.h"
#include "model/internal_error.h"

#include <exception>

namespace proviso {

namespace {

ExitCode run_command(const Options& options, Environment& environment) {
  if (options.version) {
    environment.out << "proviso " << PROVISO_VERSION << '\n';
    return ExitCode::ok;
  }
  if (options.help) {
    if (options.command == nullptr) {
      print_help(environment.out);
    } else {
      print_help(*options.command, environment.out);
    }
    return ExitCode::ok;
  }
  const LogToStream log(environment.err, options.verbosity);
  return options.command->run(options, environment);
}

ExitCode run_guarded(const Options& options, Environment& environment) {
  try {
    return run_command(options, environment);
  } catch (const InternalError& error) {
    say_error(options, environment, error.what(),
              "this is a mistake in proviso, not in the spec; please report it with the spec");
  } catch (const std::exception& error) {
    say_error(options, environment, std::string("internal error: ") + error.what(),
              "this is a mistake in proviso, not in the spec; please report it with the spec");
  }
  return ExitCode::internal_error;
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments, Environment& environment) {
  const auto options = parse_arguments(arguments);
  if (!options) {
    say_error(Options(), environment, options.error().message, options.error().advice);
    return ExitCode::wrong_input;
  }
  ExitCode status = run_guarded(*options, environment);
  environment.out.flush();
  if (!environment.out) {
    say_error(*options, environment, "standard output could not be written");
    status = worse(status, ExitCode::wrong_input);
  }
  return status;
}

}  // namespace proviso
