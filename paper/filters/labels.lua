-- How a reference to each kind of thing begins, by the prefix of its identifier.
-- The classes of theorem-like divs are the STATEMENTS of experiments/publishing/integrity.py.

local spacing = require("spacing")

local labels = {}

labels.names = {
  fig = "Fig.", tbl = "Table", eq = "Eq.", sec = "Section",
  thm = "Theorem", prp = "Proposition", lem = "Lemma", cor = "Corollary",
  def = "Definition", asm = "Assumption", rem = "Remark", exm = "Example",
}

labels.statements = {
  thm = "theorem", prp = "proposition", lem = "lemma", cor = "corollary",
  def = "definition", asm = "assumption", rem = "remark", exm = "example",
}

function labels.prefix(identifier)
  local prefix = identifier:match("^(%l+)%-")
  return labels.names[prefix] and prefix or nil
end

-- The statement that a div is, or nil.
function labels.statement(div)
  local prefix = labels.prefix(div.identifier)
  return prefix and labels.statements[prefix]
end

-- A title is Markdown in an attribute, so that it may hold mathematics.
function labels.title(div)
  local title = div.attributes.title
  return title
    and spacing.bound(pandoc.utils.blocks_to_inlines(pandoc.read(title, "markdown").blocks))
end

return labels
