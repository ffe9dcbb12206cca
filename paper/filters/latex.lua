-- Writes figures, tables, statements, equations, references and citations in plain LaTeX, with the
-- packages of templates/whitepaper.tex alone.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path
local labels = require("labels")
local columns = require("columns")

local OPTIONS = pandoc.WriterOptions({ wrap_text = "none" })
-- Wider than this, in letters of \footnotesize, a line of natural columns would leave the page.
local LETTERS = { column = 62, page = 128 }

local appended = {}

local function markup(inlines)
  local text = pandoc.write(pandoc.Pandoc({ pandoc.Plain(inlines) }), "latex", OPTIONS)
  return (text:gsub("%s+$", ""))
end

local function label(element)
  return element.identifier ~= "" and "\\label{" .. element.identifier .. "}" or ""
end

local function is_across(element)
  return element.classes:includes("wide") or columns.is_appended(element)
end

-- Grey for what does not follow any more, and a note in red; see experiments/publishing/sentences.py.
local MARKS = { unsupported = "{\\color{gray}", reason = "{\\bfseries\\color{red!65!black}" }

local function mark(element)
  return MARKS[element.classes[1]]
end

local function Span(element)
  local target = element.attributes.target
  if mark(element) then
    local result = pandoc.Inlines({ pandoc.RawInline("latex", mark(element)) })
    result:extend(element.content)
    result:insert(pandoc.RawInline("latex", "}"))
    return result
  elseif target then
    local prefix = labels.prefix(target)
    local command = prefix == "eq" and "\\eqref{" or "\\ref{"
    local name = appended[target] and "Appendix" or labels.names[prefix]
    return pandoc.RawInline("latex", name .. "~" .. command .. target .. "}")
  elseif element.classes:includes("equation") then
    local formula = element.content[1].text:gsub("^%s+", ""):gsub("%s+$", "")
    local text = "\\begin{equation}" .. label(element) .. "\n" .. formula .. "\n\\end{equation}"
    return pandoc.RawInline("latex", text)
  end
end

local function Cite(element)
  local plain = element.citations:filter(function(citation)
    return #citation.prefix == 0 and #citation.suffix == 0
  end)
  if #plain == #element.citations then
    local keys = plain:map(function(citation)
      return citation.id
    end)
    return pandoc.RawInline("latex", "\\cite{" .. table.concat(keys, ",") .. "}")
  end
  local calls = element.citations:map(function(citation)
    local note = pandoc.utils.stringify(citation.suffix):gsub("^[,%s]+", "")
    local before = #citation.prefix > 0 and markup(citation.prefix) .. " " or ""
    local option = note ~= "" and "[{" .. markup({ pandoc.Str(note) }) .. "}]" or ""
    return before .. "\\cite" .. option .. "{" .. citation.id .. "}"
  end)
  return pandoc.RawInline("latex", table.concat(calls, ", "))
end

local function Figure(element)
  local source, width, told
  element:walk({
    Image = function(image)
      told = markup(image.caption)
      source = image.src:gsub("%.svg$", ".pdf")
      width = tonumber((image.attributes.width or "100%"):match("^([%d.]+)%%$")) / 100
    end,
  })
  local environment = is_across(element) and "figure*" or "figure"
  local lines = {
    "\\begin{" .. environment .. "}[!t]",
    "\\centering",
    string.format("\\includegraphics[width=%.4g\\linewidth, alt={%s}]{%s}", width, told, source),
    "\\caption{" .. markup(columns.caption(element)) .. "}" .. label(element),
    "\\end{" .. environment .. "}",
  }
  return pandoc.RawBlock("latex", table.concat(lines, "\n"))
end

local function letters(inlines)
  return utf8.len(pandoc.utils.stringify(inlines)) or 0
end

-- The number of lines that words take in a column of so many letters.
local function lines_of(words, limit)
  local lines, filled = 1, 0
  for _, word in ipairs(words) do
    local length = utf8.len(word)
    if filled > 0 and filled + 1 + length > limit then
      lines, filled = lines + 1, length
    else
      filled = filled > 0 and filled + 1 + length or length
    end
  end
  return lines
end

-- Letters that a cell needs if it may take so many lines.
local function letters_in(inlines, lines)
  local words, limit = {}, 0
  for word in pandoc.utils.stringify(inlines):gmatch("%S+") do
    table.insert(words, word)
    limit = math.max(limit, utf8.len(word))
  end
  while lines_of(words, limit) > lines do
    limit = limit + 1
  end
  return limit
end

-- Letters that each column needs if its head may take so many lines, and their sum.
local function wanted_letters(head, body, lines)
  local wanted, total = {}, 0
  for column = 1, #head[1] do
    local longest = 0
    for _, cells in ipairs(head) do
      longest = math.max(longest, letters_in(cells[column], lines))
    end
    for _, cells in ipairs(body) do
      longest = math.max(longest, letters(cells[column]))
    end
    -- The space on both sides of a column is about two letters.
    wanted[column] = longest + 2
    total = total + wanted[column]
  end
  return wanted, total
end

-- Widths for columns that would be too wide together. If heads of two or three lines make room
-- enough, these; else the short columns get what they need, and the long ones share the rest.
local function needed_widths(head, body, limit, is_forced)
  local wanted, total = wanted_letters(head, body, 1)
  if total <= limit and not is_forced then
    return nil
  end
  for lines = 1, 3 do
    local widths, sum = wanted_letters(head, body, lines)
    if sum <= limit then
      return pandoc.List(widths)
    end
  end
  local order = {}
  for column = 1, #wanted do
    order[column] = column
  end
  table.sort(order, function(one, other)
    return wanted[one] == wanted[other] and one < other or wanted[one] < wanted[other]
  end)
  local widths, room = pandoc.List({}), limit
  for position, column in ipairs(order) do
    widths[column] = math.min(wanted[column], room / (#order - position + 1))
    room = room - widths[column]
  end
  return widths
end

local function specification(alignments, widths)
  if not widths then
    return table.concat(alignments:map(function(alignment)
      return alignment:sub(1, 1)
    end))
  end
  local total = 0
  for _, width in ipairs(widths) do
    total = total + width
  end
  local ragged = { left = "\\raggedright", right = "\\raggedleft", center = "\\centering" }
  local parts = {}
  for column, width in ipairs(widths) do
    parts[column] = string.format(
      ">{%s\\arraybackslash}p{\\dimexpr %.4f\\linewidth-2\\tabcolsep\\relax}",
      ragged[alignments[column]],
      width / total
    )
  end
  return table.concat(parts)
end

local function line(cells)
  -- An opening bracket after \\ would be read as its argument.
  return "{}" .. table.concat(cells:map(markup), " & ") .. " \\\\"
end

local function float(environment, caption, columns_of, header, body)
  return table.concat({
    "\\begin{" .. environment .. "}[!t]",
    caption,
    "\\centering\\footnotesize",
    "\\begin{tabular}{" .. columns_of .. "}",
    "\\toprule\n" .. header .. "\n\\midrule",
    table.concat(body, "\n"),
    "\\bottomrule\n\\end{tabular}\n\\end{" .. environment .. "}",
  }, "\n")
end

local function pages(caption, columns_of, header, body)
  header = "\\toprule\n" .. header .. "\n\\midrule"
  return table.concat({
    "{\\footnotesize\\renewcommand{\\arraystretch}{1.2}\n\\begin{longtable}{" .. columns_of .. "}",
    caption .. "\\\\",
    header .. "\n\\endfirsthead\n" .. header .. "\n\\endhead",
    table.concat(body, "\n"),
    "\\bottomrule\n\\end{longtable}}",
  }, "\n")
end

-- In a column a long table is one small table per row, between which TeX may break.
local function rows_apart(caption, columns_of, header, body)
  local function apart(rule, text)
    return "\\noindent\\begin{tabular}{" .. columns_of .. "}" .. rule .. text .. "\\end{tabular}\\par"
  end
  return table.concat({
    "\\par\\bigskip{\\tablecaptionhere\n" .. caption,
    "\\footnotesize\\lineskip=0pt\\nobreak",
    apart("\\toprule\n", header .. "\n\\midrule\n") .. "\\nobreak",
    table.concat(body:map(function(text)
      return apart("", text)
    end), "\n"),
    "\\hrule height 0.08em}\\bigskip",
  }, "\n")
end

local function Table(element)
  local head, body = columns.rows(element)
  local is_long = element.classes:includes("long")
  local limit = is_across(element) and LETTERS.page or LETTERS.column
  -- Rows that stand apart agree on their columns only if these have widths.
  local widths = columns.widths(element) or needed_widths(head, body, limit, is_long)
  local columns_of = specification(columns.alignments(element), widths)
  local caption = "\\caption{" .. markup(columns.caption(element)) .. "}" .. label(element)
  local header = table.concat(head:map(line), "\n")
  local lines = body:map(line)
  local text
  if is_long then
    text = (is_across(element) and pages or rows_apart)(caption, columns_of, header, lines)
    -- In two columns longtable cannot stand.
    if is_across(element) and not columns.is_appended(element) then
      text = "\\onecolumn\n" .. text .. "\n\\twocolumn"
    end
  else
    text = float(is_across(element) and "table*" or "table", caption, columns_of, header, lines)
  end
  return pandoc.RawBlock("latex", text)
end

local function Div(element)
  if element.identifier == "refs" then
    local text = "\\bibliographystyle{IEEEtran}\n\\bibliography{control,references}"
    return pandoc.RawBlock("latex", text)
  end
  if mark(element) then
    local result = pandoc.Blocks({ pandoc.RawBlock("latex", mark(element)) })
    result:extend(element.content)
    result:insert(pandoc.RawBlock("latex", "\\par}"))
    return result
  end
  local kind = labels.statement(element) or (element.classes:includes("proof") and "proof")
  if not kind then
    return nil
  end
  local title = labels.title(element)
  local opening = "\\begin{" .. kind .. "}" .. (title and "[{" .. markup(title) .. "}]" or "")
  opening = opening .. (kind == "proof" and "" or label(element))
  local result = pandoc.Blocks({ pandoc.RawBlock("latex", opening) })
  result:extend(element.content)
  local closing = "\\end{" .. kind .. "}"
  local last = result[#result]
  if last.t == "Para" then
    -- On a line of its own, the end of a proof would put its box on the next one.
    last.content:insert(pandoc.RawInline("latex", "\n" .. closing))
  else
    result:insert(pandoc.RawBlock("latex", closing))
  end
  return result
end

local function is_formula(inline)
  return inline.mathtype == "DisplayMath" or (inline.classes or {})[1] == "equation"
end

-- A paragraph that goes on with the sentence of a formula is not indented.
local function continued(blocks)
  for index = 2, #blocks do
    local before, block = blocks[index - 1], blocks[index]
    if before.t == "Para" and block.t == "Para" and is_formula(before.content[#before.content]) then
      local first = pandoc.utils.stringify(block):sub(1, 1)
      if first:match("%l") then
        block.content:insert(1, pandoc.RawInline("latex", "\\noindent "))
      end
    end
  end
  return blocks
end

-- The first heading of class appendix turns those after it into appendices, of class one-column into
-- pages of one column.
local function appendices(document)
  local begun, wide = false, false
  local blocks = pandoc.Blocks({})
  for _, block in ipairs(document.blocks) do
    if block.t == "Header" then
      if block.classes:includes("appendix") and not begun then
        begun = true
        blocks:insert(pandoc.RawBlock("latex", "\\appendices"))
      end
      if block.classes:includes("one-column") and not wide then
        wide = true
        blocks:insert(pandoc.RawBlock("latex", "\\onecolumn"))
      end
      appended[block.identifier] = begun
    end
    blocks:insert(block)
  end
  document.blocks = blocks
  return document
end

return {
  { Pandoc = appendices, Blocks = continued },
  { Span = Span, Cite = Cite },
  { Figure = Figure, Table = Table },
  { Div = Div },
}
