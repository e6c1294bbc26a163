/**
 * Scope strings and their dependent scopes: `transfer[*data_access]` asks for Transfer, and that Transfer may use
 * a collection's data; `*` marks what the user may withdraw alone. https://docs.globus.org/api/auth/developer-guide/
 */
type ScopeTree = Map<string, { optional: boolean; children: ScopeTree }>

/** The union of several scope lists as one `scope` parameter. Throws `SyntaxError` on unbalanced brackets. */
export function mergeScopes(...lists: readonly string[]): string {
  const union: ScopeTree = new Map()
  for (const list of lists) mergeInto(union, parseScopes(list))
  return format(union)
}

/** Whether asking for these scopes too would ask for no more than the list does. */
export function coversScopes(list: string, scopes: readonly string[]): boolean {
  try {
    return mergeScopes(list, ...scopes) === mergeScopes(list)
  } catch {
    // What cannot be read was never asked for.
    return false
  }
}

/** The list without these names, and without what stands below them. */
export function withoutScopes(list: string, names: readonly string[]): string {
  const drop = (tree: ScopeTree) => {
    for (const name of names) tree.delete(name)
    for (const { children } of tree.values()) drop(children)
    return tree
  }
  return format(drop(parseScopes(list)))
}

/** Whether this can be read as a list of scopes; what cannot is asked of nobody. */
export function isScopeList(text: string): boolean {
  try {
    return parseScopes(text).size > 0
  } catch {
    return false
  }
}

/** The names at the top level, which are all that a token reports. */
export const topLevelScopes = (list: string): string[] => Array.from(parseScopes(list).keys())

function parseScopes(text: string): ScopeTree {
  const tokens = text.match(/[*[\]]|[^\s*[\]]+/g) ?? []
  let at = 0
  const parseList = (): ScopeTree => {
    const tree: ScopeTree = new Map()
    while (at < tokens.length && tokens[at] !== ']') {
      const optional = tokens[at] === '*'
      if (optional) at += 1
      const name = tokens[at]
      at += 1
      if (name === undefined || '*[]'.includes(name)) throw new SyntaxError(`Not a list of scopes: ${text}`)
      let children: ScopeTree = new Map()
      if (tokens[at] === '[') {
        at += 1
        children = parseList()
        if (tokens[at] !== ']') throw new SyntaxError(`A bracket is not closed in: ${text}`)
        at += 1
      }
      mergeInto(tree, new Map([[name, { optional, children }]]))
    }
    return tree
  }
  const tree = parseList()
  if (at < tokens.length) throw new SyntaxError(`A bracket too many in: ${text}`)
  return tree
}

function mergeInto(target: ScopeTree, source: ScopeTree) {
  for (const [name, { optional, children }] of source) {
    const known = target.get(name)
    if (known) {
      known.optional &&= optional
      mergeInto(known.children, children)
    } else target.set(name, { optional, children })
  }
}

const format = (tree: ScopeTree): string =>
  Array.from(
    tree,
    ([name, { optional, children }]) =>
      `${optional ? '*' : ''}${name}${children.size > 0 ? `[${format(children)}]` : ''}`,
  ).join(' ')
