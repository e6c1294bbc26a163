import { ApiError } from '../../../src/api/errors'
import { createSubmitOnce, type UnderWay } from '../../../src/app/shared/submit-once'
import { unansweredSubmissions } from '../../../src/app/shared/unanswered'

const noAnswer = () => new ApiError({ status: 0, code: 'NetworkError', message: 'No answer' })
const refusal = (status: number) => new ApiError({ status, code: 'Refused', message: 'No' })

/** What becomes of one sending: it arrives or not, and is answered or not. */
export type Weather =
  'fine' | 'answer lost' | 'request lost' | 'refused' | 'signed out' | 'page killed' | 'page killed before'

/** A page of Ada's, before a service that makes one task per submission id, whatever happens on the way. */
export function aService() {
  const tasks = new Map<string, string>()
  const sent: string[] = []
  let ids = 0
  let hanging = 0
  /** Nothing of the page goes on after this. */
  const hang = () => {
    hanging += 1
    return new Promise<never>(() => undefined)
  }
  const weather: Weather[] = []
  const page = (underWay?: UnderWay) =>
    createSubmitOnce({
      ...(underWay && { underWay }),
      unanswered: unansweredSubmissions('unanswered:ada'),
      fetchId: async () => `id-${(ids += 1)}`,
      submit: async (document, onLost) => {
        const now = weather.shift() ?? 'fine'
        await Promise.resolve()
        if (now === 'signed out') throw refusal(401)
        if (now === 'page killed before') return hang()
        if (now !== 'request lost') {
          sent.push(JSON.stringify(document))
          if (now === 'refused' && !tasks.has(document.submission_id)) throw refusal(400)
          if (!tasks.has(document.submission_id)) tasks.set(document.submission_id, `task-${tasks.size + 1}`)
        }
        if (now === 'page killed') return hang()
        if (now === 'answer lost' || now === 'request lost') {
          onLost()
          throw noAnswer()
        }
        return {
          code: 'Accepted',
          message: '',
          submission_id: document.submission_id,
          task_id: tasks.get(document.submission_id)!,
        }
      },
    })
  return { tasks, sent, page, weather, hanging: () => hanging }
}
