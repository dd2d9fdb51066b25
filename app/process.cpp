#include "app/process.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace proviso {

namespace {

// The two ends of a pipe; closed where they are no longer held.
class Pipe {
 public:
  Pipe() { open_ = ::pipe2(ends_.data(), O_CLOEXEC) == 0; }
  ~Pipe() {
    close_reading();
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] int reading() const { return ends_[0]; }
  [[nodiscard]] int writing() const { return ends_[1]; }
  void close_reading() { close_end(ends_[0]); }
  void close_writing() { close_end(ends_[1]); }

 private:
  static void close_end(int& end) {
    if (end >= 0) ::close(std::exchange(end, -1));
  }

  std::array<int, 2> ends_{-1, -1};
  bool open_ = false;
};

std::string cannot_run(const std::string& program, int error) {
  if (error == ENOENT) return fmt::format("there is no `{}` on the path", program);
  return fmt::format("`{}` cannot be run: {}", program, std::strerror(error));
}

// Reads what is there; closes the end when nothing more can come.
void read_some(Pipe& from, std::string& into) {
  std::array<char, 16384> buffer{};
  const ssize_t got = ::read(from.reading(), buffer.data(), buffer.size());
  if (got > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || errno != EINTR) {
    from.close_reading();
  }
}

// Both at once: a program that fills one pipe while the other is read would wait for ever.
void read_all(Pipe& out, Pipe& err, ProcessResult& result) {
  while (out.reading() >= 0 || err.reading() >= 0) {
    std::array<pollfd, 2> ready{pollfd{out.reading(), POLLIN, 0}, pollfd{err.reading(), POLLIN, 0}};
    if (::poll(ready.data(), ready.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    if (ready[0].revents != 0) read_some(out, result.out);
    if (ready[1].revents != 0) read_some(err, result.err);
  }
}

int exit_status_of(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  constexpr int kSignalled = 128;
  return WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
}

}  // namespace

tl::expected<ProcessResult, std::string> run_process(std::vector<std::string> words) {
  Pipe out;
  Pipe err;
  if (!out.is_open() || !err.is_open()) return tl::unexpected(cannot_run(words.front(), errno));
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.writing(), 1);
  posix_spawn_file_actions_adddup2(&actions, err.writing(), 2);
  pid_t pid = -1;
  const int failure =
      posix_spawnp(&pid, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return tl::unexpected(cannot_run(words.front(), failure));
  out.close_writing();
  err.close_writing();
  ProcessResult result;
  read_all(out, err, result);
  result.status = exit_status_of(pid);
  return result;
}

}  // namespace proviso
