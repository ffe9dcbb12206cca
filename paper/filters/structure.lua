-- Gives nodes of their own to what Markdown only spells out: numbered equations, cross-references,
-- the classes of figures, and the place of the bibliography.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path
local labels = require("labels")
local spacing = require("spacing")

-- $$ … $$ {#eq-x} becomes a span of class equation; punctuation after the label joins the formula.
local function equations(inlines)
  local result = pandoc.Inlines({})
  local index = 1
  while index <= #inlines do
    local inline = inlines[index]
    if inline.t == "Math" and inline.mathtype == "DisplayMath" then
      local after = index + 1
      if inlines[after] and (inlines[after].t == "Space" or inlines[after].t == "SoftBreak") then
        after = after + 1
      end
      local label = inlines[after]
      local name, rest
      if label and label.t == "Str" then
        name, rest = label.text:match("^{#(eq%-[%w_%-]+)}([.,;]?)$")
      end
      if name then
        inline.text = inline.text:gsub("%s+$", "") .. rest
        result:insert(pandoc.Span({ inline }, pandoc.Attr(name, { "equation" })))
        index = after
      else
        result:insert(inline)
      end
    else
      result:insert(inline)
    end
    index = index + 1
  end
  return result
end

local function is_formula(block)
  local only = block.t == "Para" and #block.content == 1 and block.content[1]
  return only and (only.mathtype == "DisplayMath" or (only.classes or {})[1] == "equation")
end

-- A formula belongs to the sentence before it, whether or not a blank line stands between.
local function joined(blocks)
  local result = pandoc.Blocks({})
  for _, block in ipairs(blocks) do
    local before = result[#result]
    if is_formula(block) and before and before.t == "Para" then
      before.content:insert(pandoc.SoftBreak())
      before.content:extend(block.content)
    else
      result:insert(block)
    end
  end
  return result
end

-- @fig-x is read as a citation; one whose key has a known prefix is a reference.
local function reference(cite)
  local result = pandoc.Inlines({})
  for position, citation in ipairs(cite.citations) do
    if not labels.prefix(citation.id) then
      -- In a numeric style, [1] stands for the work wherever it is cited.
      for _, other in ipairs(cite.citations) do
        other.mode = "NormalCitation"
      end
      return cite
    end
    if position > 1 then
      result:extend({ pandoc.Str(","), pandoc.Space() })
    end
    if #citation.prefix > 0 then
      result:extend(citation.prefix)
      result:insert(pandoc.Space())
    end
    result:insert(pandoc.Span({}, pandoc.Attr("", { "reference" }, { target = citation.id })))
    result:extend(citation.suffix)
  end
  return result
end

-- Pandoc leaves a figure's classes on the picture; the place of a figure is the figure's own.
local function figure(element)
  element:walk({
    Image = function(image)
      element.classes:extend(image.classes)
    end,
  })
  return element
end

local function inlines(list)
  return spacing.bound(equations(list))
end

local function is_citing(document)
  local found = false
  document:walk({
    Cite = function()
      found = true
    end,
  })
  return found
end

-- Appendices are set in one column, to which their tables must be fitted.
local APPENDED = {
  Table = function(element)
    element.classes:insert("appended")
    return element
  end,
}

-- Appendices are for looking up: the text ends with its bibliography, and they come after it.
local function ordered(document)
  local text, appended, wide = pandoc.Blocks({}), pandoc.Blocks({}), pandoc.Blocks({})
  local function is_in(part, block, class)
    return #part > 0 or block.t == "Header" and block.classes:includes(class)
  end
  for _, block in ipairs(document.blocks) do
    if is_in(wide, block, "one-column") then
      wide:insert(block)
    else
      local part = is_in(appended, block, "appendix") and appended or text
      part:insert(block)
    end
  end
  if is_citing(document) then
    local title = pandoc.Header(1, "References", pandoc.Attr("references", { "unnumbered" }))
    text:insert(pandoc.Div({ title }, pandoc.Attr("refs")))
  end
  text:extend(appended)
  text:extend(wide:walk(APPENDED))
  document.blocks = text
  return document
end

return {
  { Inlines = inlines, Figure = figure },
  { Blocks = joined, Cite = reference },
  { Pandoc = ordered },
}
