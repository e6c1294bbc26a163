import { badRequest, type Call } from '../http'

/** The JSON object a request carries; 400 for everything else. */
export async function readDocument({ request }: Call, dataType: string): Promise<Record<string, unknown>> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json(?:;|$)/i.test(contentType.trim()))
    throw badRequest('The content type of the request must be application/json')
  let body: unknown
  try {
    body = await request.json()
  } catch {
    throw badRequest('The request is not a JSON document')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('The request must be a JSON object')
  // The keys are not known yet; whoever reads one checks its type.
  const document = body as Record<string, unknown>
  if (document.DATA_TYPE !== undefined && document.DATA_TYPE !== dataType)
    throw badRequest(`DATA_TYPE must be "${dataType}"`)
  return document
}

/** A field that must be text. */
export function requireText(document: Record<string, unknown>, field: string): string {
  const value = document[field]
  if (typeof value !== 'string') throw badRequest(`${field} is required and must be text`)
  return value
}
