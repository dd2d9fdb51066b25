// Runs Graphviz as a child process: its library leaks and is not safe to use from several threads.
#include "report/graph_formats.h"

#include "report/escape.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace proviso {
namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }
  [[nodiscard]] int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

struct Channel {
  Descriptor ours;
  Descriptor theirs;
};

// A socket pair, not a pipe: writing to a child that is gone is then an error and not a signal.
std::optional<Channel> open_channel() {
  std::array<int, 2> fds{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) return std::nullopt;
  Channel channel{Descriptor(fds[0]), Descriptor(fds[1])};
  ::fcntl(fds[0], F_SETFL, ::fcntl(fds[0], F_GETFL) | O_NONBLOCK);
  return channel;
}

struct Child {
  pid_t pid = -1;
  Descriptor in;
  Descriptor out;
  Descriptor err;
};

tl::expected<Child, std::string> start_dot() {
  auto in = open_channel();
  auto out = open_channel();
  auto err = open_channel();
  if (!in || !out || !err) return tl::unexpected(fmt::format("cannot run `dot`: {}", std::strerror(errno)));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in->theirs.get(), 0);
  posix_spawn_file_actions_adddup2(&actions, out->theirs.get(), 1);
  posix_spawn_file_actions_adddup2(&actions, err->theirs.get(), 2);
  std::string program = "dot";
  std::string format = "-Tsvg";
  std::array<char*, 3> arguments{program.data(), format.data(), nullptr};
  pid_t pid = -1;
  const int failure = posix_spawnp(&pid, "dot", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure == ENOENT) {
    return tl::unexpected(std::string(
        "cannot draw SVG: there is no `dot` on the path; install Graphviz (on Debian: apt install graphviz)"));
  }
  if (failure != 0) return tl::unexpected(fmt::format("cannot run `dot`: {}", std::strerror(failure)));
  return Child{pid, std::move(in->ours), std::move(out->ours), std::move(err->ours)};
}

// Reads what is there; closes the descriptor at the end of the stream.
void read_some(Descriptor& from, std::string& into) {
  std::array<char, 16384> buffer{};
  const ssize_t got = ::recv(from.get(), buffer.data(), buffer.size(), 0);
  if (got > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(got));
  } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
    from.close();
  }
}

void write_some(Descriptor& to, std::string_view& rest) {
  const ssize_t sent = ::send(to.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
  if (sent > 0) rest.remove_prefix(static_cast<std::size_t>(sent));
  const bool failed = sent < 0 && errno != EAGAIN && errno != EINTR;
  if (failed || rest.empty()) to.close();
}

// Feeds and reads the child until it closes its output; false when the time is up.
bool converse(Child& child, std::string_view input, std::string& output, std::string& complaints,
              Clock::time_point deadline) {
  while (child.out.get() >= 0 || child.err.get() >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    std::array<pollfd, 3> ready{pollfd{child.in.get(), POLLOUT, 0}, pollfd{child.out.get(), POLLIN, 0},
                                pollfd{child.err.get(), POLLIN, 0}};
    if (::poll(ready.data(), ready.size(), static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
    if (ready[0].revents != 0) write_some(child.in, input);
    if (ready[1].revents != 0) read_some(child.out, output);
    if (ready[2].revents != 0) read_some(child.err, complaints);
  }
  return true;
}

// `dot` writes its version first; without that the same graph always gives the same bytes.
std::string accessible(std::string_view svg, const std::string& about) {
  const auto begin = svg.find("<svg");
  const auto inside = begin == std::string_view::npos ? begin : svg.find('>', begin);
  if (inside == std::string_view::npos) return std::string(svg);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg role=\"img\"";
  out += svg.substr(begin + 4, inside - begin - 4);
  out += fmt::format(">\n<title>{}</title>", markup(about));
  out += svg.substr(inside + 1);
  return out;
}

}  // namespace

tl::expected<std::string, std::string> svg_from_dot(const std::string& dot, const std::string& about,
                                                    std::chrono::milliseconds limit) {
  auto child = start_dot();
  if (!child) return tl::unexpected(child.error());
  std::string output;
  std::string complaints;
  const bool in_time = converse(*child, dot, output, complaints, Clock::now() + limit);
  if (!in_time) ::kill(child->pid, SIGKILL);
  int status = 0;
  while (::waitpid(child->pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (!in_time) {
    return tl::unexpected(fmt::format("`dot` did not lay the graph out within {} ms", limit.count()));
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || output.find("</svg>") == std::string::npos) {
    const std::string_view first_line = std::string_view(complaints).substr(0, complaints.find('\n'));
    return tl::unexpected("`dot` failed: " + visible(first_line.substr(0, 300)));
  }
  return accessible(output, about);
}

}  // namespace proviso
