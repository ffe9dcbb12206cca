-- Gives nodes of their own to what Markdown only spells out: numbered equations, cross-references,
-- and the classes of figures.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path
local labels = require("labels")

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

return { { Inlines = equations, Figure = figure }, { Blocks = joined, Cite = reference } }
