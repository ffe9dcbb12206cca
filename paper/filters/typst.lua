-- Writes figures, tables, statements, equations and references in typst's own terms, so that typst
-- numbers them; the functions called here are defined in templates/whitepaper.typ.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path
local labels = require("labels")
local columns = require("columns")

local OPTIONS = pandoc.WriterOptions({ wrap_text = "none" })

local function markup(blocks)
  local text = pandoc.write(pandoc.Pandoc(blocks), "typst", OPTIONS)
  return (text:gsub("%s+$", ""))
end

local function content(inlines)
  return "[" .. markup({ pandoc.Plain(inlines) }) .. "]"
end

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

local function label(element)
  return element.identifier ~= "" and " <" .. element.identifier .. ">" or ""
end

local function scope(element)
  return element.classes:includes("wide") and '"parent"' or '"column"'
end

-- How TeX is read out: by signs where it has words, and without what only places them.
local READ = {
  ge = "≥", le = "≤", ne = "≠", times = "×", cdot = "·", pm = "±", approx = "≈", infty = "∞",
  land = "and", lor = "or", ldots = "…", sqrt = "root of", text = "", quad = "", left = "", right = "",
  pi = "π", delta = "δ", varepsilon = "ε", lceil = "⌈", rceil = "⌉",
}

local function spoken(tex)
  local told = tex:gsub("\\(%a+){%a+}", { begin = "", ["end"] = "" }):gsub("\\\\", "; ")
  local pairs_left
  repeat
    local fractions, choices
    told, fractions = told:gsub("\\[dt]?frac(%b{})(%b{})", "(%1) / (%2)")
    told, choices = told:gsub("\\binom(%b{})(%b{})", "(%1 choose %2)")
    pairs_left = fractions + choices
  until pairs_left == 0
  told = told:gsub("\\%%", "%%"):gsub("\\(%a+)", function(word)
    return " " .. (READ[word] or word) .. " "
  end)
  told = told:gsub("\\%p", " "):gsub("[{}&]", ""):gsub("%s+", " "):gsub("%( ", "("):gsub(" %)", ")"):gsub(" _", "_")
  return (told:gsub("^ ", ""):gsub(" $", ""))
end

local function Math(element)
  local call = element.mathtype == "DisplayMath" and "#unnumbered" or "#inline"
  local formula = markup({ pandoc.Plain({ element }) })
  local text = call .. "(" .. formula .. ", " .. quoted(spoken(element.text)) .. ")"
  return pandoc.RawInline("typst", text .. (call == "#inline" and ";" or ""))
end

-- What does not follow any more, and why; see experiments/publishing/sentences.py.
local function mark(element)
  local class = element.classes[1]
  return (class == "unsupported" or class == "reason") and "#" .. class .. "["
end

local function Span(element)
  local target = element.attributes.target
  if mark(element) then
    local result = pandoc.Inlines({ pandoc.RawInline("typst", mark(element)) })
    result:extend(element.content)
    result:insert(pandoc.RawInline("typst", "];"))
    return result
  elseif target then
    return pandoc.RawInline("typst", "#ref(<" .. target .. ">);")
  elseif element.classes:includes("equation") then
    local formula = element.content[1].text
    -- Unlike its content, the call can carry a label.
    return pandoc.RawInline("typst", (formula:gsub("^#unnumbered", "#numbered")) .. label(element))
  end
end

local function Cite(element)
  local calls = element.citations:map(function(citation)
    local supplement = ""
    if #citation.suffix > 0 then
      local note = pandoc.utils.stringify(citation.suffix):gsub("^[,%s]+", "")
      supplement = ", supplement: " .. content({ pandoc.Str(note) })
    end
    local before = #citation.prefix > 0 and markup({ pandoc.Plain(citation.prefix) }) .. " " or ""
    return before .. "#cite(<" .. citation.id .. ">" .. supplement .. ");"
  end)
  return pandoc.RawInline("typst", table.concat(calls))
end

local function Figure(element)
  local image
  element:walk({
    Image = function(found)
      image = found
    end,
  })
  local call = string.format(
    "#picture(%s, alt: %s, width: %s, scope: %s, %s)%s",
    quoted("/" .. image.src),
    quoted(pandoc.utils.stringify(image.caption)),
    image.attributes.width or "100%",
    scope(element),
    content(columns.caption(element)),
    label(element)
  )
  return pandoc.RawBlock("typst", call)
end

local function row(cells)
  return table.concat(cells:map(content), ", ") .. ","
end

local function Table(element)
  local head, body = columns.rows(element)
  local widths = columns.widths(element)
  local tracks = widths and widths:map(function(width)
    return width .. "fr"
  end) or columns.alignments(element):map(function()
    return "auto"
  end)
  local lines = pandoc.List({
    string.format(
      "#tabular(%s, %s, (%s),",
      quoted(element.identifier ~= "" and element.identifier or "a table"),
      content(columns.caption(element)),
      table.concat(head:map(row), " ")
    ),
    string.format(
      "  scope: %s, long: %s, columns: (%s,), align: (%s,),",
      scope(element),
      element.classes:includes("long") and "true" or "false",
      table.concat(tracks, ", "),
      table.concat(columns.alignments(element), ", ")
    ),
  })
  lines:extend(body:map(function(cells)
    return "  " .. row(cells)
  end))
  lines:insert(")" .. label(element))
  local text = table.concat(lines, "\n")
  local is_page = element.classes:includes("long") and element.classes:includes("wide")
  if is_page and not columns.is_appended(element) then
    text = "#page(columns: 1)[\n" .. text .. "\n]"
  end
  return pandoc.RawBlock("typst", text)
end

local function enclosed(opening, blocks, closing)
  local result = pandoc.Blocks({ pandoc.RawBlock("typst", opening) })
  result:extend(blocks)
  result:insert(pandoc.RawBlock("typst", closing))
  return result
end

local function Div(element)
  if element.identifier == "refs" then
    return pandoc.RawBlock("typst", "#references")
  elseif mark(element) then
    return enclosed(mark(element), element.content, "]")
  end
  local kind = labels.statement(element)
  if kind then
    local title = labels.title(element)
    local opening = string.format(
      "#statement(%s, %s, title: %s)[",
      quoted(kind),
      quoted(labels.names[labels.prefix(element.identifier)]),
      title and content(title) or "none"
    )
    return enclosed(opening, element.content, "]" .. label(element))
  elseif element.classes:includes("proof") then
    local last = element.content[#element.content]
    local tombstone = pandoc.RawInline("typst", "#tombstone")
    if last and last.t == "Para" then
      last.content:insert(tombstone)
    else
      element.content:insert(pandoc.Para({ tombstone }))
    end
    return enclosed("#proof[", element.content, "]")
  end
end

-- The first heading of a class turns what comes after it into appendices, or into pages of one column.
local TURNS = { ["one-column"] = "#set page(columns: 1)", appendix = "#show: appendices" }

local function turned(blocks, class)
  for index, block in ipairs(blocks) do
    if block.t == "Header" and block.classes:includes(class) then
      blocks:insert(index, pandoc.RawBlock("typst", TURNS[class]))
      return
    end
  end
end

local function Pandoc(document)
  turned(document.blocks, "appendix")
  turned(document.blocks, "one-column")
  local names = pandoc.List(document.meta.author or {}):map(function(author)
    return quoted(pandoc.utils.stringify(author.name or author))
  end)
  if #names > 0 then
    document.meta["author-names"] = pandoc.RawInline("typst", table.concat(names, ", ") .. ",")
  end
  return document
end

return {
  { Math = Math },
  { Span = Span, Cite = Cite },
  { Figure = Figure, Table = Table },
  { Div = Div },
  { Pandoc = Pandoc },
}
