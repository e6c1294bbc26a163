/** Hands a text to the browser as a file to keep. */
export function downloadText(name: string, text: string, type = 'text/plain') {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Some browsers begin to read only in a later task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
