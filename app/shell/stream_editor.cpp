#include "app/shell/line_editor.h"

namespace proviso::shell {

namespace {

class StreamEditor final : public LineEditor {
 public:
  explicit StreamEditor(std::istream& in) : in_(in) {}

  Line read(const std::string&) override {
    Line line;
    if (std::getline(in_, line.text)) line.state = LineState::line;
    return line;
  }
  void remember(const std::string&) override {}

 private:
  std::istream& in_;
};

}  // namespace

std::unique_ptr<LineEditor> stream_editor(std::istream& in) { return std::make_unique<StreamEditor>(in); }

}  // namespace proviso::shell
