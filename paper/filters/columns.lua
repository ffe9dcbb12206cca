-- What a table's writer must know of its columns.

local columns = {}

local ALIGNMENTS = { AlignRight = "right", AlignCenter = "center" }

function columns.alignments(element)
  return element.colspecs:map(function(specification)
    return ALIGNMENTS[specification[1]] or "left"
  end)
end

-- Whether a table stands in the one column of the appendices; see structure.lua.
function columns.is_appended(element)
  return element.classes:includes("appended")
end

-- Parts of the width by column, as the author gave them in widths="…"; nil for natural widths.
function columns.widths(element)
  local given = element.attributes.widths
  if not given then
    return nil
  end
  local widths = pandoc.List({})
  for width in given:gmatch("%S+") do
    widths:insert(tonumber(width))
  end
  return widths
end

-- Rows of cells, each a list of inlines: the header, then the body.
function columns.rows(element)
  local function cells(row)
    return row.cells:map(function(cell)
      return pandoc.utils.blocks_to_inlines(cell.contents)
    end)
  end
  local body = pandoc.List({})
  for _, part in ipairs(element.bodies) do
    body:extend(part.body:map(cells))
  end
  return element.head.rows:map(cells), body
end

function columns.caption(element)
  return pandoc.utils.blocks_to_inlines(element.caption.long)
end

return columns
