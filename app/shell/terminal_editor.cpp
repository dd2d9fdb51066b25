// Lines edited on a terminal, by libedit.
#include "app/shell/history_file.h"
#include "app/shell/line_editor.h"
#include "model/syntax/ink.h"
#include "report/escape.h"
#include "report/lines.h"

#include <fmt/format.h>

#include <histedit.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <cstring>

namespace proviso::shell {

namespace {

constexpr std::size_t kRemembered = 2000;
constexpr std::size_t kListed = 60;
constexpr char kInvisible = '\1';  // stands around what takes no room in a prompt

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

class TerminalEditor final : public LineEditor {
 public:
  explicit TerminalEditor(TerminalSetup setup) : setup_(std::move(setup)) {
    std::setlocale(LC_CTYPE, "");
    // Bytes beyond ASCII are letters of names and texts, whatever the machine is set to.
    if (MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
    history_ = ::history_init();
    HistEvent event{};
    ::history(history_, &event, H_SETSIZE, static_cast<int>(kRemembered));
    ::history(history_, &event, H_SETUNIQUE, 1);
    for (const std::string& line : setup_.history_file.empty() ? std::vector<std::string>()
                                                               : read_history(setup_.history_file, kRemembered))
      ::history(history_, &event, H_ENTER, line.c_str());
    edit_ = ::el_init("proviso", stdin, stdout, stderr);
    if (edit_ == nullptr) return;
    ::el_set(edit_, EL_CLIENTDATA, this);
    ::el_set(edit_, EL_PROMPT_ESC, prompt_of, kInvisible);
    ::el_set(edit_, EL_EDITOR, "emacs");
    ::el_set(edit_, EL_SIGNAL, 1);
    ::el_set(edit_, EL_HIST, ::history, history_);
    ::el_set(edit_, EL_ADDFN, "proviso-complete", "complete, or list what can stand here", complete_in);
    ::el_set(edit_, EL_BIND, "^I", "proviso-complete", nullptr);
    ::el_set(edit_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
    ::el_source(edit_, nullptr);
  }
  ~TerminalEditor() override {
    if (edit_ != nullptr) ::el_end(edit_);
    ::history_end(history_);
  }
  TerminalEditor(const TerminalEditor&) = delete;
  TerminalEditor& operator=(const TerminalEditor&) = delete;

  [[nodiscard]] bool works() const { return edit_ != nullptr; }

  Line read(const std::string& prompt) override {
    plain_prompt_ = prompt;
    prompt_ = setup_.colour ? kInvisible + std::string("\x1b[1;34m") + kInvisible + prompt + kInvisible + "\x1b[0m" + kInvisible
                            : prompt;
    std::fflush(stdout);
    int count = 0;
    const char* text = ::el_gets(edit_, &count);
    Line line;
    if (text == nullptr || count <= 0) {
      line.state = count < 0 ? LineState::interrupted : LineState::end;
      std::fputs("\n", stdout);
      return line;
    }
    line.state = LineState::line;
    line.text.assign(text, static_cast<std::size_t>(count));
    while (!line.text.empty() && (line.text.back() == '\n' || line.text.back() == '\r')) line.text.pop_back();
    paint_over(line.text);
    return line;
  }

  void remember(const std::string& command) override {
    HistEvent event{};
    ::history(history_, &event, H_ENTER, on_one_line(command).c_str());
    if (!setup_.history_file.empty()) add_to_history(setup_.history_file, command);
  }

 private:
  static TerminalEditor& self(EditLine* edit) {
    void* data = nullptr;
    ::el_get(edit, EL_CLIENTDATA, &data);
    return *static_cast<TerminalEditor*>(data);
  }
  static char* prompt_of(EditLine* edit) { return self(edit).prompt_.data(); }
  static unsigned char complete_in(EditLine* edit, int) { return self(edit).complete(); }

  // The line as it was entered, once more and in colour.
  void paint_over(const std::string& text) const {
    const std::size_t columns = columns_of(plain_prompt_) + columns_of(text);
    const std::size_t width = terminal_width();
    if (!setup_.colour || !setup_.paint || text.empty() || columns % width == 0) return;
    const std::string painted = fmt::format("\x1b[{}A\r\x1b[J{}{}\n", columns / width + 1,
                                            ink(plain_prompt_, Ink::blue, true), setup_.paint(text));
    std::fputs(painted.c_str(), stdout);
    std::fflush(stdout);
  }

  unsigned char complete() {
    const LineInfo* info = ::el_line(edit_);
    const std::string before(info->buffer, static_cast<std::size_t>(info->cursor - info->buffer));
    Completion found = setup_.complete(before);
    const std::string common = common_beginning(found.candidates);
    const std::size_t typed = before.size() - found.begin;
    std::string more = common.size() > typed ? common.substr(typed) : std::string();
    const bool whole = found.candidates.size() == 1;
    if (whole && !found.goes_on && common.back() != '/') more += ' ';
    if (!more.empty() && ::el_insertstr(edit_, more.c_str()) == -1) return CC_ERROR;
    if (!more.empty() && found.hint.empty()) return CC_REFRESH;
    if (whole && found.hint.empty()) return CC_REFRESH;
    if (found.candidates.empty() && found.hint.empty()) return CC_REFRESH_BEEP;
    list(found, whole);
    return CC_REDISPLAY;
  }

  void list(const Completion& found, bool whole) const {
    std::string text = "\n";
    if (!found.hint.empty()) text += "  " + visible(found.hint) + "\n";
    std::size_t name = 0;
    const std::size_t shown = whole ? 0 : std::min(found.candidates.size(), kListed);
    bool described = false;
    for (std::size_t i = 0; i < shown; ++i) {
      name = std::max(name, columns_of(found.candidates[i].name));
      described = described || !found.candidates[i].what.empty();
    }
    text += described ? table(found, shown, name) : columns(found, shown, name);
    if (!whole && shown < found.candidates.size()) text += fmt::format("  and {} more\n", found.candidates.size() - shown);
    std::fputs(text.c_str(), stdout);
  }

  static std::string table(const Completion& found, std::size_t shown, std::size_t name) {
    std::string text;
    const std::size_t width = terminal_width();
    for (std::size_t i = 0; i < shown; ++i) {
      const Named& one = found.candidates[i];
      const std::string line = "  " + one.name + std::string(name - columns_of(one.name) + 2, ' ') + one.what;
      text += cut_to(visible(line), width > 1 ? width - 1 : width) + "\n";
    }
    return text;
  }

  static std::string columns(const Completion& found, std::size_t shown, std::size_t name) {
    std::string text;
    const std::size_t across = std::max<std::size_t>(1, terminal_width() / (name + 2));
    for (std::size_t i = 0; i < shown; ++i) {
      const std::string& one = found.candidates[i].name;
      const bool last = (i + 1) % across == 0 || i + 1 == shown;
      text += visible(one) + (last ? "\n" : std::string(name - columns_of(one) + 2, ' '));
    }
    return text;
  }

  TerminalSetup setup_;
  std::string prompt_, plain_prompt_;
  History* history_ = nullptr;
  EditLine* edit_ = nullptr;
};

}  // namespace

std::unique_ptr<LineEditor> terminal_editor(TerminalSetup setup) {
  auto editor = std::make_unique<TerminalEditor>(std::move(setup));
  if (!editor->works()) return nullptr;
  return editor;
}

}  // namespace proviso::shell
