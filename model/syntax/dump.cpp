#include "model/syntax/dump.h"

#include "model/syntax/lexer.h"
#include "model/syntax/outline.h"
#include "model/syntax/overload.h"
#include "model/syntax/unicode.h"
#include "model/syntax/words.h"

#include <fmt/format.h>

namespace proviso::syntax {
namespace {

std::string value_of(const Outline& out, const ExprPtr& value) {
  return value ? " = " + outline(value.get(), out.brackets()) : "";
}

void add_field_value(Outline& out, const FieldValue& value) {
  out.line(outline(value.name) + value_of(out, value.value));
}

void add_type(Outline& out, const TypeDecl& type) {
  std::string head = fmt::format("{}{} {}", type.extends ? "extend " : "", word_of(type.kind),
                                 outline(type.name));
  if (type.base) head += " is " + outline(*type.base);
  if (type.from) head += " from " + outline(*type.from);
  if (type.to) head += " to " + outline(*type.to);
  out.node(head, [&] {
    for (const FieldDecl& field : type.fields)
      out.line(outline(field.name) + ": " + outline(field.type) + value_of(out, field.value));
    for (const FieldValue& value : type.defaults) add_field_value(out, value);
  });
}

std::string_view kind_name(TokenKind kind) {
  switch (kind) {
    case TokenKind::end: return "end";
    case TokenKind::word: return "word";
    case TokenKind::number: return "number";
    case TokenKind::date: return "date";
    case TokenKind::text: return "text";
    default: return "sign";
  }
}

}  // namespace

void add_declaration(Outline& out, const Declaration& d) {
  const auto of = [&](const ExprPtr& e) { return outline(e.get(), out.brackets()); };
  std::string head = "declare";
  if (d.presence != Presence::always) head += " " + std::string{word_of(d.presence)};
  if (d.any) head += " any";
  head += outline(d.names) + " : " + outline(d.type);
  out.node(head, [&] {
    if (d.from) out.line("from " + of(d.from));
    if (d.to) out.line("to " + of(d.to));
    if (!d.by.empty()) out.line("by" + outline(d.by));
    if (d.only_if) out.line("only if " + of(d.only_if));
    for (const Period& p : d.periods)
      out.line(fmt::format("{} {} {}", word_of(p.kind), of(p.start), of(p.end)));
    for (const FieldValue& value : d.values) add_field_value(out, value);
  });
}

void add_define(Outline& out, const Define& define) {
  std::string head = "define " + outline(define.name);
  for (const Parameter& p : define.parameters)
    head += fmt::format(" ({}: {})", outline(p.name), outline(p.type));
  out.node(head + " : " + outline(define.type) + value_of(out, define.value), [&] {
    for (const DefineReading& reading : define.readings)
      out.line("reading " + outline(reading.head.name) + outline_title(reading.head.title) +
               value_of(out, reading.value));
  });
}

void add_fact(Outline& out, const Fact& fact) {
  const std::string each = fact.each ? "each " + outline(*fact.each, out.brackets()) + " has " : "";
  out.line("fact " + each + outline(fact.condition.get(), out.brackets()));
}

void add_rate(Outline& out, const Rate& rate) {
  out.line(fmt::format("rate {} to {}{}", outline(rate.from), outline(rate.to),
                       value_of(out, rate.value)));
}

void add_term_value(Outline& out, const TermValue& term) {
  out.line("term " + outline(term.name) + (term.type ? ": " + outline(*term.type) : "") +
           value_of(out, term.value));
}

void add_item(Outline& out, const Item& item) {
  std::visit(Overload{
                 [&](const Import& i) { out.line("import " + quote(i.path.text)); },
                 [&](const EnumDecl& e) { out.line("enum " + outline(e.name) + " :" + outline(e.members)); },
                 [&](const TypeDecl& t) { add_type(out, t); },
                 [&](const Declaration& d) { add_declaration(out, d); },
                 [&](const Define& d) { add_define(out, d); },
                 [&](const Fact& f) { add_fact(out, f); },
                 [&](const Rate& r) { add_rate(out, r); },
                 [&](const Contract& c) { add_contract(out, c); },
                 [&](const Deal& d) { add_deal(out, d); },
                 [&](const Group& g) { add_group(out, g); },
                 [&](const Expect& e) { add_expect(out, e); },
             },
             item.node);
}

std::string dump_syntax(const File& file, Brackets brackets) {
  Outline out{brackets};
  for (const Item& item : file.items) add_item(out, item);
  return out.take();
}

}  // namespace proviso::syntax

namespace proviso {

std::string dump_tokens(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  std::string result;
  for (const syntax::Token& token : syntax::lex(sources, file, diagnostics).tokens) {
    const Place place = sources.begin_of(token.span);
    result += fmt::format("{}:{} {}", place.line, place.column, syntax::kind_name(token.kind));
    if (!token.text.empty()) result += " " + printable(token.text);
    result += '\n';
  }
  return result;
}

}  // namespace proviso
