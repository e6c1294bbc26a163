/**
 * Rows as aligned text. A row has a `name`, a `value` as text, and may have a `target` and whether it is `met`.
 *
 * @param {{ name: string, value: string, target?: string, met?: boolean }[]} rows
 */
export function table(rows) {
  const lines = rows.map(({ name, value, target = '', met }) => [
    name,
    value,
    target,
    met === undefined ? '' : met ? 'ok' : 'MISSED',
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column].length)))
  return lines
    .map(([name, value, target, verdict]) =>
      `  ${name.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${target.padEnd(widths[2])}  ${verdict}`.trimEnd(),
    )
    .join('\n')
}

export const median = (values) => percentile(values, 50)

/** The value below which `percent` per cent of the values lie. */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]
}

/** A row for milliseconds that should stay below a limit. */
export const milliseconds = (name, value, limit) => ({
  name,
  value: `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`,
  ...(limit && { target: `< ${limit} ms`, met: value < limit }),
})
