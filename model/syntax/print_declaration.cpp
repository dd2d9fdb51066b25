#include "model/syntax/lexer.h"
#include "model/syntax/overload.h"
#include "model/syntax/printer.h"
#include "model/syntax/words.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>

namespace proviso::syntax {

void Printer::print_item(const Item& item) {
  const std::uint32_t end = item.span.end;
  std::visit(Overload{
                 [&](const Import& i) { text("import " + quote(i.path.text)); },
                 [&](const EnumDecl& i) { print(i, end); },
                 [&](const TypeDecl& i) { print(i, end); },
                 [&](const Declaration& i) { print(i); },
                 [&](const Define& i) { print(i, end); },
                 [&](const Fact& i) { print(i); },
                 [&](const Rate& i) { print(i); },
                 [&](const Contract& i) { print(i, end); },
                 [&](const Deal& i) { print(i, end); },
                 [&](const Group& i) { print(i, end); },
                 [&](const Expect& i) { print(i); },
             },
             item.node);
}

void Printer::print(const TypeExpr& type) {
  text((type.is_set ? "set " : "") + type.name.text +
       (type.currency ? " " + type.currency->text : "") + (type.optional ? "?" : ""));
}

void Printer::print(const EnumDecl& decl, std::uint32_t end) {
  text("enum " + decl.name.text);
  if (decl.members.empty()) return text(" {}");
  text(" {");
  out_.group([&] {
    out_.indented([&] {
      for (const Name& member : decl.members) {
        line_before(member.span.begin);
        text(member.text + (&member == &decl.members.back() ? "" : ","));
      }
      lead(end - 1);
    });
    out_.line();
  });
  text("}");
}

void Printer::print(const FieldDecl& field) {
  text(field.name.text + ": ");
  print(field.type);
  if (!field.value) return;
  text(" = ");
  print_expression(*field.value, false);
}

void Printer::print(const FieldValue& value) {
  out_.group([&] {
    text(value.name.text + " = ");
    print_expression(*value.value, false);
  });
}

void Printer::print(const TypeDecl& decl, std::uint32_t end) {
  text((decl.extends ? "extend " : "") + std::string{word_of(decl.kind)} + " " + decl.name.text);
  if (decl.base) text(" is " + decl.base->text);
  if (decl.from) text(" from " + decl.from->text);
  if (decl.to) text(" to " + decl.to->text);
  // Fields and defaults in the order the author gave them.
  std::vector<std::pair<std::uint32_t, std::function<void()>>> members;
  for (const FieldDecl& field : decl.fields)
    members.emplace_back(field.span.begin, [this, &field] { print(field); });
  for (const FieldValue& value : decl.defaults)
    members.emplace_back(value.span.begin, [this, &value] { print(value); });
  if (members.empty()) return;
  std::ranges::sort(members, {}, [](const auto& member) { return member.first; });
  text(" {");
  out_.group([&] {
    out_.indented([&] {
      for (const auto& member : members) {
        if (&member != &members.front()) text(",");
        line_before(member.first);
        member.second();
      }
      lead(end - 1);
    });
    out_.line();
  });
  text("}");
}

void Printer::print(const Define& define, std::uint32_t end) {
  text("define " + define.name.text);
  for (const Parameter& parameter : define.parameters) {
    text((&parameter == &define.parameters.front() ? "(" : ", ") + parameter.name.text + ": ");
    print(parameter.type);
  }
  text(define.parameters.empty() ? ": " : "): ");
  print(define.type);
  const auto value = [&](const Expr& expr) {
    text(" =");
    out_.group([&] {
      out_.indented([&] {
        line_before(expr.span.begin);
        print_expression(expr, false);
      });
    });
  };
  if (define.value) return value(*define.value);
  block(end, [&] {
    for (const DefineReading& reading : define.readings) {
      statement_at(reading.span.begin);
      text("reading " + reading.head.name.text);
      title(reading.head.title);
      value(*reading.value);
    }
  });
}

void Printer::print(const Fact& fact) {
  text("fact ");
  if (!fact.each) return print_expression(*fact.condition, false);
  text("each ");
  out_.group([&] {
    print(*fact.each);
    out_.indented([&] {
      line_before(fact.condition->span.begin);
      text("has ");
      print_expression(*fact.condition, false);
    });
  });
}

void Printer::print(const Rate& rate) {
  text("rate " + rate.from.text + " to " + rate.to.text + " = ");
  print_expression(*rate.value, false);
}

void Printer::print(const TermValue& term) {
  text("term " + term.name.text);
  if (term.type) {
    text(": ");
    print(*term.type);
  }
  text(" = ");
  print_expression(*term.value, false);
}

void Printer::print_range(std::string_view word, const ExprPtr& start, const ExprPtr& end) {
  text(std::string{word} + " ");
  print_expression(*start, false);
  text(end ? " .. " : " ..");
  if (end) print_expression(*end, false);
}

void Printer::print(const Period& period) {
  if (period.kind == PeriodKind::during) return print_range("during", period.start, period.end);
  text(std::string{word_of(period.kind)} + " ");
  print_expression(period.kind == PeriodKind::ending ? *period.end : *period.start, false);
}

void Printer::print(const Declaration& d) {
  if (d.presence != Presence::always) text(std::string{word_of(d.presence)} + " ");
  if (d.any) text("any ");
  names(d.names);
  text(": ");
  path(d.type);
  out_.group([&] {
    out_.indented([&] {
      if (d.from) {
        line_before(d.from->span.begin);
        text("from ");
        print_expression(*d.from, false);
      }
      if (d.to) {
        if (d.from) text(" ");
        else line_before(d.to->span.begin);
        text("to ");
        print_expression(*d.to, false);
      }
      if (!d.by.empty()) {
        line_before(d.by.front().span.begin);
        text("by ");
        names(d.by);
      }
      if (d.only_if) {
        line_before(d.only_if->span.begin);
        text("only if ");
        print_expression(*d.only_if, false);
      }
      for (const Period& period : d.periods) {
        line_before(period.span.begin);
        print(period);
      }
    });
  });
  if (!d.has_braces) return;
  if (d.values.empty()) return text(" {}");
  text(" {");
  out_.group([&] {
    out_.indented([&] {
      for (const FieldValue& value : d.values) {
        if (&value != &d.values.front()) text(",");
        line_before(value.span.begin);
        print(value);
      }
      lead(d.span.end - 1);
    });
    out_.line();
  });
  text("}");
}

}  // namespace proviso::syntax
