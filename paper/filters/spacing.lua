-- Where a line must not break: between a number and its unit or relation, and before a dash.

local spacing = {}

local NO_BREAK = "\u{a0}"
local UNITS = { "ms", "s", "%", "MB", "GB", "TPS", "minutes", "hours", "days", "years" }
local RELATIONS = pandoc.List({ "=", "<", ">", "<=", ">=", "≤", "≥", "≈" })
local NUMBERS = { Str = "%d$", Emph = "%d$", Strong = "%d$", Math = "[%d}]$" }

local function is_number(inline)
  local ending = inline and NUMBERS[inline.t]
  return ending and pandoc.utils.stringify(inline):match(ending) ~= nil
end

local function is_unit(text)
  for _, unit in ipairs(UNITS) do
    if text:sub(1, #unit) == unit and not text:sub(#unit + 1):match("^[%w%%]") then
      return true
    end
  end
  return false
end

local function is_dash(text)
  return text:match("^\u{2014}") or text == "\u{2013}"
end

local function is_bound(before, after)
  return is_dash(after.text)
    or (is_unit(after.text) and is_number(before))
    or (before and RELATIONS:includes(before.text) and after.text:match("^%d"))
end

-- The same inlines, with spaces at which no output breaks a line.
function spacing.bound(inlines)
  for index, inline in ipairs(inlines) do
    local after = inlines[index + 1]
    if (inline.t == "Space" or inline.t == "SoftBreak") and after and after.t == "Str" then
      if is_bound(inlines[index - 1], after) then
        inlines[index] = pandoc.Str(NO_BREAK)
      end
    end
  end
  return inlines
end

return spacing
