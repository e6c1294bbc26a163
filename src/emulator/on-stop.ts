/**
 * Calls `stop` once, when this process is asked to end or when the one that started it, and keeps a channel to it, is
 * gone: nobody is left to ask.
 */
export function onStop(stop: () => void) {
  let isStopping = false
  const stopOnce = () => {
    if (isStopping) return
    isStopping = true
    stop()
  }
  process.on('SIGINT', stopOnce)
  process.on('SIGTERM', stopOnce)
  process.on('disconnect', stopOnce)
  // It may have gone before anybody listened; undefined means that there never was a channel.
  if (process.connected === false) stopOnce()
}
