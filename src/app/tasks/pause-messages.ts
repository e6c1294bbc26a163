import type { PauseInfo } from '../../api/wire'
import type { PauseRule } from '../../api/wire-collections'

/**
 * What is said about the pause of a task: the rules that hold it, and the words of those who hold this very task, of the
 * collections and of the guest collections on them. Nothing is said twice.
 */
export function pauseMessages(info: Partial<PauseInfo> = {}): { rules: PauseRule[]; messages: string[] } {
  const rules = info.pause_rules ?? []
  const said = new Set(rules.map(({ message }) => message))
  const messages = [
    info.source_pause_message,
    info.source_pause_message_share,
    info.destination_pause_message,
    info.destination_pause_message_share,
  ].filter((message): message is string => Boolean(message) && !said.has(message!))
  return { rules, messages: Array.from(new Set(messages)) }
}
