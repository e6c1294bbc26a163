import { statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The house's own rules for oxlint: the walls between the rooms of src, and no way for text to become markup. */

const SRC = fileURLToPath(new URL('../src', import.meta.url))

/** What a room may import besides itself. `demo` is the one composition that joins the page and the emulator. */
const MAY_IMPORT = {
  app: ['api', 'auth', 'components'],
  api: [],
  auth: [],
  components: [],
  emulator: [],
  demo: ['app', 'api', 'auth', 'components', 'emulator'],
}

/** The room of a file in src, and its screen when it stands in a screen's folder; null outside of src. */
function placeOf(file) {
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory()
  const path = relative(SRC, isFolder ? join(file, 'index') : file)
  const [room, folder, ...rest] = path.split(sep)
  if (room === '..' || isAbsolute(path)) return null
  const isScreen = room === 'app' && rest.length > 0 && folder !== 'shared'
  return { room: room.replace(/\.tsx?$/, ''), folder: rest.length > 0 ? folder : null, isScreen }
}

/** What is wrong with an import, or null. */
function wallBetween(from, to, isType) {
  if (!to) return 'src imports nothing that is built elsewhere.'
  if (from.room !== to.room) {
    if (from.room === 'emulator' && to.room === 'api' && isType) return null
    if (MAY_IMPORT[from.room]?.includes(to.room)) return null
    return `${from.room} may not import ${to.room}: see the walls in README.md.`
  }
  if (!to.isScreen || from.folder === to.folder || from.folder === null) return null
  return from.isScreen
    ? 'A screen folder never imports another screen folder: what two need lives in src/app/shared.'
    : 'What screens share knows no screen.'
}

const walls = {
  create(context) {
    const from = placeOf(context.filename)
    const check = (node, source, isType) => {
      if (!from || typeof source !== 'string' || !source.startsWith('.')) return
      const message = wallBetween(from, placeOf(resolve(dirname(context.filename), source)), isType)
      if (message) context.report({ node, message })
    }
    const checkImport = (node) => check(node, node.source?.value, node.importKind === 'type')
    const checkExport = (node) => check(node, node.source?.value, node.exportKind === 'type')
    return {
      ImportDeclaration: checkImport,
      ExportNamedDeclaration: checkExport,
      ExportAllDeclaration: checkExport,
      ImportExpression: (node) => check(node, node.source.value, false),
      TSImportType: (node) => check(node, node.source.value, true),
    }
  },
}

const MARKUP_PROPERTIES = ['innerHTML', 'outerHTML', 'srcdoc']
const MARKUP_METHODS = [
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'parseHTMLUnsafe',
  'parseFromString',
  'createContextualFragment',
]

/** The name of what is reached for, `element.name` or `element['name']`; undefined for everything else. */
const memberName = ({ type, property, computed }) => {
  if (type !== 'MemberExpression') return undefined
  return computed ? property.value : property.name
}

/** Checklist C4: text is shown by React or `textContent`. What slips past this, Trusted Types refuse at run time. */
const noMarkup = {
  create(context) {
    if (!placeOf(context.filename)) return {}
    const report = (node, name) => context.report({ node, message: `C4: ${name} turns text into markup.` })
    return {
      AssignmentExpression({ left }) {
        const name = memberName(left)
        if (MARKUP_PROPERTIES.includes(name)) report(left, name)
      },
      JSXAttribute({ name }) {
        if (name.name === 'srcDoc') report(name, 'srcDoc')
      },
      CallExpression({ callee }) {
        const name = memberName(callee)
        const isWrite =
          ['write', 'writeln'].includes(name) &&
          (callee.object.name === 'document' || memberName(callee.object) === 'document')
        if (isWrite || MARKUP_METHODS.includes(name)) report(callee, name)
      },
    }
  },
}

export default { meta: { name: 'towpath' }, rules: { walls, 'no-markup': noMarkup } }
