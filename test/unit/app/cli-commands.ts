/**
 * What the official command line makes of its arguments. The options are those of globus/globus-cli 3.42.0:
 * src/globus_cli/commands/transfer.py, parsing/shared_options/ and, for a line of a batch, services/transfer/data.py.
 */

type Fields = Record<string, unknown>
type Option = (value: string | undefined, fields: Fields) => void

const flag =
  (name: string, value = true): Option =>
  (given, fields) => {
    if (given !== undefined) throw new Error(`${name} takes no value`)
    fields[name] = value
  }
const text =
  (name: string): Option =>
  (given, fields) => {
    if (given === undefined) throw new Error(`${name} needs a value`)
    fields[name] = given
  }
const rule =
  (method: string): Option =>
  (name, fields) => {
    const rules = (fields.filter_rules ??= []) as Fields[]
    rules.push({ DATA_TYPE: 'filter_rule', method, type: 'file', name })
  }

const ITEM_OPTIONS: Record<string, Option> = {
  '--recursive': flag('recursive'),
  '--no-recursive': flag('recursive', false),
  '--external-checksum': text('external_checksum'),
}

const TASK_OPTIONS: Record<string, Option> = {
  '--label': text('label'),
  '--deadline': (value, fields) => {
    // click.DateTime, the longest of its formats.
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value ?? '')) throw new Error(`no date: ${value}`)
    fields.deadline = `${value}+00:00`
  },
  '--notify': (value, fields) => {
    for (const kind of ['succeeded', 'failed', 'inactive'])
      fields[`notify_on_${kind}`] = value !== 'off' && (value ?? '').split(',').includes(kind)
  },
  '--sync-level': (value, fields) => {
    fields.sync_level = ['exists', 'size', 'mtime', 'checksum'].indexOf(value ?? '')
  },
  '--batch': text('batch'),
  '--preserve-timestamp': flag('preserve_timestamp'),
  '--verify-checksum': flag('verify_checksum'),
  '--no-verify-checksum': flag('verify_checksum', false),
  '--encrypt-data': flag('encrypt_data'),
  '--skip-source-errors': flag('skip_source_errors'),
  '--fail-on-quota-errors': flag('fail_on_quota_errors'),
  '--delete-destination-extra': flag('delete_destination_extra'),
  '--checksum-algorithm': text('checksum_algorithm'),
  '--source-local-user': text('source_local_user'),
  '--destination-local-user': text('destination_local_user'),
  '--include': rule('include'),
  '--exclude': rule('exclude'),
}

/** Options, then `--`, then two operands. */
function readArguments(argv: readonly string[], options: Record<string, Option>) {
  const end = argv.indexOf('--')
  const fields: Fields = {}
  for (const argument of argv.slice(0, end)) {
    const [, name = '', , value] = /^(--[a-z-]+)(=([^]*))?$/.exec(argument) ?? []
    const option = options[name]
    if (end === -1 || !option) throw new Error(`The CLI does not know ${argument}`)
    option(value, fields)
  }
  const operands = argv.slice(end + 1)
  if (operands.length !== 2) throw new Error(`Two operands, not ${operands.length}`)
  return { fields, operands: operands as [string, string] }
}

/** The document that a command submits; `batch` are the argument vectors of the lines that it reads. */
export function submittedBy(argv: readonly string[], batch: readonly (readonly string[])[]): Fields {
  if (argv[0] !== 'transfer') throw new Error(`globus ${argv[0]}`)
  const { fields, operands } = readArguments(argv.slice(1), { ...TASK_OPTIONS, ...ITEM_OPTIONS })
  const { batch: isBatch, checksum_algorithm, recursive, external_checksum, ...common } = fields
  const places = operands.map((operand) => {
    const [, id, , path] = /^([0-9a-f-]{36})(:([^]*))?$/.exec(operand)!
    return { id, path }
  })
  const items = isBatch
    ? batch.map((line) => readArguments(line, ITEM_OPTIONS))
    : [{ fields: { recursive, external_checksum }, operands: places.map(({ path }) => path) }]
  if (isBatch && (recursive !== undefined || external_checksum !== undefined))
    throw new Error('not with a batch')
  const DATA = items.map(({ fields, operands: [source_path, destination_path] }) =>
    defined({ DATA_TYPE: 'transfer_item', source_path, destination_path, ...fields, checksum_algorithm }),
  )
  if (DATA.some((item) => item.recursive && item.external_checksum)) throw new Error('mutually exclusive')
  if (common.filter_rules && !DATA.some((item) => item.recursive)) throw new Error('rules need a folder')
  if (!isBatch && recursive === false && common.delete_destination_extra)
    throw new Error('--delete-destination-extra cannot be specified with --no-recursive')
  return {
    DATA_TYPE: 'transfer',
    source_endpoint: places[0]!.id,
    destination_endpoint: places[1]!.id,
    ...common,
    DATA,
  }
}

export const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
