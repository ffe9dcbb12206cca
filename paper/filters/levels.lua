-- A web page has one heading of the first level, its title: those of the text stand below it.

local function Header(element)
  element.level = element.level + 1
  return element
end

return { { Header = Header } }
