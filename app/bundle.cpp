#include "app/bundle.h"

#include <exception>
#include <functional>
#include <utility>
#include <vector>

namespace proviso {

namespace {

// What made the disagreement may come up again here: then that is what is written.
std::string guarded(const std::function<std::string()>& text) {
  try {
    return text();
  } catch (const std::exception& error) {
    return std::string("could not be made: ") + error.what() + "\n";
  }
}

std::string questions(const Spec& spec, DealId deal, const CheckOptions& options) {
  std::string text;
  for (const Script& script : dump_smt2(spec, deal, options)) text += script.text + "(reset)\n";
  return text;
}

// A path as one name, so that sources of several folders lie side by side.
std::string flattened(std::string path) {
  for (char& c : path)
    if (c == '/' || c == '\\' || c == ':') c = '_';
  return path;
}

}  // namespace

tl::expected<std::string, std::string> write_bundle(Files& files, const Program& program,
                                                    const Spec& spec, DealId deal,
                                                    const CheckOptions& options,
                                                    const std::string& message) {
  const std::string folder = "proviso-bundle/" + spec[deal].name;
  std::vector<std::pair<std::string, std::string>> parts;
  parts.emplace_back("message.txt", "proviso " PROVISO_VERSION "\ndeal " + spec[deal].name + " of " +
                                        std::string(program.sources.path(spec[deal].span.file)) + "\n" +
                                        message + "\n");
  for (std::uint32_t i = 0; i < program.sources.size(); ++i) {
    const FileId file{i};
    parts.emplace_back("sources/" + flattened(std::string(program.sources.path(file))),
                       std::string(program.sources.text(file)));
  }
  parts.emplace_back("formulas.txt", guarded([&] { return dump_formula(spec, deal); }));
  parts.emplace_back("questions.smt2", guarded([&] { return questions(spec, deal, options); }));
  for (const auto& [name, text] : parts)
    if (auto written = files.write(folder + "/" + name, text); !written)
      return tl::unexpected("`" + folder + "/" + name + "`: " + written.error());
  return folder;
}

}  // namespace proviso
