# Writes the pages of docs/diagnostics/ as a table of the program:
# cmake -D PAGES=DIR -D OUTPUT=FILE -P embed_pages.cmake
file(GLOB pages ${PAGES}/PV*.md)
list(SORT pages)
set(text "// Made by report/embed_pages.cmake from docs/diagnostics/.\n#include \"report/pages.h\"\n\n")
string(APPEND text "#include <iterator>\n\nnamespace proviso {\nnamespace {\n\nconstexpr Page kPages[] = {\n")
foreach(page IN LISTS pages)
  get_filename_component(id "${page}" NAME_WE)
  file(READ "${page}" content)
  string(APPEND text "    {\"${id}\", R\"page(${content})page\"},\n")
endforeach()
string(APPEND text "};\n\n}  // namespace\n\nstd::span<const Page> pages() { return kPages; }\n\n}  // namespace proviso\n")
file(WRITE "${OUTPUT}" "${text}")
