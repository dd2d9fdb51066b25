#include "app/shell/interruption.h"

#include <csignal>

namespace proviso::shell {

namespace {

// A signal handler can reach nothing but what lives as long as the process.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_interruption(int) { interrupted.store(true); }

void on_interruption(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, &action, nullptr);
}

}  // namespace

Interruption::Interruption() {
  clear();
  on_interruption(note_interruption);
}
Interruption::~Interruption() { on_interruption(SIG_DFL); }

const std::atomic<bool>& Interruption::flag() const { return interrupted; }
void Interruption::clear() { interrupted.store(false); }

}  // namespace proviso::shell
