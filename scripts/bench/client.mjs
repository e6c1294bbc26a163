import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'

const TRANSFER_ALL = 'urn:globus:auth:scope:transfer.api.globus.org:all'
export const REDIRECT = 'http://127.0.0.1:5173/'

/** A request over a kept connection; Node's own client, because it costs less than `fetch` beside what is measured. */
export function send(agent, url, { method = 'GET', headers, body } = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers }, (incoming) => {
      const chunks = []
      incoming.on('data', (chunk) => chunks.push(chunk))
      incoming.on('end', () => {
        const text = Buffer.concat(chunks)
        if (incoming.statusCode < 300) resolve(text)
        else reject(new Error(`${method} ${url}: ${incoming.statusCode} ${text.subarray(0, 500)}`))
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Fills in the sign-in form as a script may. */
export async function signIn({ auth, client_id, identities }) {
  const verifier = randomBytes(32).toString('base64url')
  const form = {
    client_id,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: TRANSFER_ALL,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    identity: identities[0].id,
    decision: 'allow',
  }
  const post = (path, fields) =>
    fetch(auth + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  const answer = await post('/v2/oauth2/authorize', form)
  const code = new URL(answer.headers.get('location')).searchParams.get('code')
  const exchange = {
    grant_type: 'authorization_code',
    code,
    client_id,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  }
  const tokens = await (await post('/v2/oauth2/token', exchange)).json()
  return tokens.access_token
}
