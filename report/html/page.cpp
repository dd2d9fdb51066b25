#include "report/html/page.h"

#include "report/html/text.h"
#include "report/sha256.h"

#include <fmt/format.h>

namespace proviso::html {

namespace {

std::string policy() {
  return fmt::format("default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; "
                     "base-uri 'none'; form-action 'none'",
                     sha256_base64(style()), sha256_base64(script()));
}

std::string navigation(const Page& page) {
  if (page.up.empty()) return "";
  return fmt::format("<nav aria-label=\"Way back\"><a{}>All deals</a> <span aria-hidden=\"true\">\u203a</span> "
                     "<span aria-current=\"page\">{}</span></nav>\n",
                     attribute("href", page.up), text(page.here));
}

}  // namespace

std::string page_text(const Page& page) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
      "<header><p class=\"brand\">Proviso</p>\n{}</header>\n"
      "<main id=\"main\" tabindex=\"-1\">\n{}</main>\n<footer>{}</footer>\n<script>{}</script>\n</body>\n</html>\n",
      policy(), text(page.title), style(), navigation(page), page.main, page.footer, script());
}

}  // namespace proviso::html
