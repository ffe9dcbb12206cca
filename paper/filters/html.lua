-- Numbers headings, figures, tables, statements and equations, which a web page cannot do by
-- itself, and turns references into links.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path
local labels = require("labels")

local counts = {}
local texts = {}

local function count(kind)
  counts[kind] = (counts[kind] or 0) + 1
  return counts[kind]
end

local function named(kind, identifier, number)
  local text = labels.names[kind] .. "\u{a0}" .. number
  if identifier ~= "" then
    texts[identifier] = text
  end
  return text
end

local function span(class, inlines)
  return pandoc.Span(inlines, pandoc.Attr("", { class }))
end

local headings = { 0, 0, 0, 0, 0, 0 }
local is_appendix = false

local function Header(element)
  if element.classes:includes("appendix") and not is_appendix then
    is_appendix, headings[1] = true, 0
  end
  headings[element.level] = headings[element.level] + 1
  for deeper = element.level + 1, 6 do
    headings[deeper] = 0
  end
  local parts = {}
  for level = 1, element.level do
    parts[level] = tostring(headings[level])
  end
  if is_appendix then
    parts[1] = string.char(64 + headings[1])
  end
  if element.identifier == "" then
    element.identifier = "heading-" .. count("heading")
  end
  if element.classes:includes("unnumbered") then
    headings[element.level] = headings[element.level] - 1
    return element
  end
  local number = table.concat(parts, ".")
  texts[element.identifier] = (is_appendix and "Appendix" or labels.names.sec) .. "\u{a0}" .. number
  local shown = (is_appendix and element.level == 1) and "Appendix " .. number or number
  element.content:insert(1, span("number", { pandoc.Str(shown) }))
  element.content:insert(2, pandoc.Space())
  return element
end

local function captioned(element, text)
  local caption = pandoc.utils.blocks_to_inlines(element.caption.long)
  caption:insert(1, span("number", { pandoc.Str(text .. ".") }))
  caption:insert(2, pandoc.Space())
  element.caption.long = { pandoc.Plain(caption) }
end

local function Figure(element)
  captioned(element, named("fig", element.identifier, count("fig")))
  return element
end

local function Table(element)
  if #element.caption.long > 0 then
    captioned(element, named("tbl", element.identifier, count("tbl")))
  end
  element.attributes.widths = nil
  return pandoc.Div({ element }, pandoc.Attr("", { "table" })), false
end

local function lead(blocks, inlines)
  if #blocks > 0 and blocks[1].t == "Para" then
    inlines:insert(pandoc.Space())
    inlines:extend(blocks[1].content)
    blocks[1] = pandoc.Para(inlines)
  else
    blocks:insert(1, pandoc.Para(inlines))
  end
end

local function Div(element)
  local kind = labels.prefix(element.identifier)
  if labels.statement(element) then
    local text = named(kind, element.identifier, count(kind))
    local heading = pandoc.Inlines({ pandoc.Str(text) })
    local title = labels.title(element)
    if title then
      heading:extend({ pandoc.Space(), pandoc.Str("(") })
      heading:extend(title)
      heading:insert(pandoc.Str(")"))
    end
    heading:insert(pandoc.Str("."))
    element.attributes.title = nil
    element.classes:insert("statement")
    lead(element.content, pandoc.Inlines({ span("number", heading) }))
    return element
  elseif element.classes:includes("proof") then
    lead(element.content, pandoc.Inlines({ pandoc.Emph({ pandoc.Str("Proof.") }) }))
    return element
  end
end

local function Span(element)
  if element.classes:includes("equation") then
    local number = "(" .. count("eq") .. ")"
    named("eq", element.identifier, number)
    element.content:insert(span("number", { pandoc.Str(number) }))
    return element
  end
end

-- Browsers break a line on either side of a dash; a reader wants it at the end of one.
local function Str(element)
  element.text = element.text:gsub("\u{2014}", "\u{2060}\u{2014}")
  return element
end

local function link(element)
  local target = element.attributes.target
  if target then
    return pandoc.Link({ pandoc.Str(texts[target]) }, "#" .. target)
  end
end

return {
  -- Top down is the order of the text, which is the order of numbers.
  {
    traverse = "topdown",
    Header = Header,
    Figure = Figure,
    Table = Table,
    Div = Div,
    Span = Span,
  },
  { Span = link, Str = Str },
}
