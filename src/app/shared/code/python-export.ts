import type { FilterRule, TransferItem, TransferSymlinkItem } from '../../../api/wire'
import type { TransferBody } from './transfer-body'
import type { CodeFile } from './export'
import { pythonBool, pythonText } from './literals'

/**
 * A script for version 4 of the official SDK, https://globus-sdk-python.readthedocs.io: it signs in by itself, asks for
 * what consents turn out to be needed, and submits the same documents.
 */
export const pythonExport = (bodies: readonly TransferBody[], clientId: string): CodeFile => ({
  name: 'transfer.py',
  type: 'text/x-python',
  *lines() {
    const [first] = bodies
    if (!first) return
    yield* HEAD
    yield `CLIENT_ID = ${pythonText(clientId)}`
    yield `SOURCE = ${pythonText(first.source_endpoint)}`
    yield `DESTINATION = ${pythonText(first.destination_endpoint)}`
    yield ''
    yield ''
    for (const [index, body] of bodies.entries()) yield* partLines(body, index + 1)
    yield 'def main():'
    yield '    # Consents and sessions that turn out to be missing are asked for.'
    yield '    config = globus_sdk.GlobusAppConfig(auto_redrive_gares=True)'
    yield '    with globus_sdk.UserApp("transfer-script", client_id=CLIENT_ID, config=config) as app:'
    yield '        with globus_sdk.TransferClient(app=app) as client:'
    yield `            for part in (${bodies.map((_, index) => `part_${index + 1},`).join(' ')}):`
    yield '                task = client.submit_transfer(part())'
    yield '                print(task["task_id"])'
    yield ''
    yield ''
    yield 'if __name__ == "__main__":'
    yield '    main()'
  },
})

const HEAD = [
  '#!/usr/bin/env python3',
  '# Needs the Globus SDK: python3 -m pip install "globus-sdk>=4,<5"',
  'import globus_sdk',
  '',
  '# The app that you sign in to. To use one of your own, register a thick client: https://app.globus.org/settings/developers',
]

/** Fields for which `TransferData` has no argument. */
const ADDITIONAL = ['recursive_symlinks', 'store_base_path_info'] as const

function* partLines(body: TransferBody, part: number): Iterable<string> {
  const {
    source_endpoint: _source,
    destination_endpoint: _destination,
    DATA,
    filter_rules,
    DATA_TYPE: _type,
    ...options
  } = body
  yield `def part_${part}():`
  yield '    data = globus_sdk.TransferData('
  yield '        SOURCE,'
  yield '        DESTINATION,'
  const additional: string[] = []
  for (const [name, value] of Object.entries(options)) {
    // Absent means the same to the service, and the SDK names no null among its types.
    if (value === null || value === undefined) continue
    const isAdditional = ADDITIONAL.some((one) => one === name)
    if (isAdditional) additional.push(`"${name}": ${literal(value)}`)
    else yield `        ${name}=${literal(value)},`
  }
  if (additional.length > 0) yield `        additional_fields={${additional.join(', ')}},`
  yield '    )'
  for (const rule of filter_rules ?? []) yield `    ${ruleLine(rule)}`
  for (const item of DATA) yield `    ${itemLine(item)}`
  yield '    return data'
  yield ''
  yield ''
}

const literal = (value: string | number | boolean) =>
  typeof value === 'string'
    ? pythonText(value)
    : typeof value === 'boolean'
      ? pythonBool(value)
      : String(value)

function ruleLine({ method, type, name }: FilterRule): string {
  const more = [method && `method="${method}"`, type && `type="${type}"`].filter(Boolean)
  return `data.add_filter_rule(${[pythonText(name), ...more].join(', ')})`
}

function itemLine(item: TransferItem | TransferSymlinkItem): string {
  const source = pythonText(item.source_path)
  const destination = pythonText(item.destination_path)
  // The SDK has no call for these.
  if (item.DATA_TYPE === 'transfer_symlink_item')
    return `data["DATA"].append({"DATA_TYPE": "transfer_symlink_item", "source_path": ${source}, "destination_path": ${destination}})`
  const { recursive, external_checksum, checksum_algorithm } = item
  return `data.add_item(${[
    source,
    destination,
    ...(recursive === undefined ? [] : [`recursive=${pythonBool(recursive)}`]),
    ...(external_checksum === undefined ? [] : [`external_checksum=${pythonText(external_checksum)}`]),
    ...(checksum_algorithm === undefined ? [] : [`checksum_algorithm=${pythonText(checksum_algorithm)}`]),
  ].join(', ')})`
}
