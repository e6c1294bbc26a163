import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type Context, Provider } from 'oidc-provider'
import { freePort } from '../support/free-port'

type Options = { clientId: string; redirectUri: string; scopes: readonly string[]; resourceServer: string }

export type IndependentServer = Awaited<ReturnType<typeof serveIndependentServer>>

/** What the person at the sign-in service does: says who they are, or that they do not want to. */
export type Decision = { login: { accountId: string } } | { error: string; error_description: string }

/**
 * An authorization server that nobody here has written, certified for OpenID Connect, on the loopback address. Its paths
 * are those of Globus; nothing of the protocol is ours. The one thing added is what Globus adds to a token answer, the
 * name of the service that a token is for.
 */
export async function serveIndependentServer({ clientId, redirectUri, scopes, resourceServer }: Options) {
  const issuer = `http://127.0.0.1:${await freePort()}`
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        // A public client: no secret, no other way to prove that it is who it says.
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
        id_token_signed_response_alg: 'RS512',
      },
    ],
    scopes: ['openid', 'profile', 'email', ...scopes],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, name: 'Ada Example', preferred_username: 'ada@example.edu' }),
    }),
    pkce: { required: () => true, methods: ['S256'] },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    enabledJWA: { idTokenSigningAlgValues: ['RS512'] },
    jwks: {
      keys: [
        {
          ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
          use: 'sig',
        },
      ],
    },
    cookies: { keys: ['only here'] },
    routes: {
      authorization: '/v2/oauth2/authorize',
      token: '/v2/oauth2/token',
      revocation: '/v2/oauth2/token/revoke',
      userinfo: '/v2/oauth2/userinfo',
    },
    interactions: { url: () => '/decide' },
    // Whoever signs in allows what is asked.
    loadExistingGrant: async ({ oidc }: Context) => {
      const grant = new provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      })
      grant.addOIDCScope(['openid', 'profile', 'email', ...scopes].join(' '))
      await grant.save()
      return grant
    },
  })
  provider.use(async (context, next) => {
    await next()
    if (context.path === '/v2/oauth2/token' && isTokenAnswer(context.body))
      Object.assign(context.body, { resource_server: resourceServer, other_tokens: [] })
  })

  let decision: Decision = { login: { accountId: 'ada' } }
  const answer = provider.callback()
  const server = createServer((request, response) => {
    if (request.url !== '/decide') return answer(request, response)
    void provider.interactionFinished(request, response, decision)
  })
  server.listen(Number(new URL(issuer).port), '127.0.0.1')
  await once(server, 'listening')

  return {
    issuer,
    /** The person's part: from the address that the page goes to, to where the server sends the browser back. */
    async visit(address: URL, decided: Decision = { login: { accountId: 'ada' } }): Promise<URL | Response> {
      decision = decided
      const cookies = new Map<string, string>()
      let at = address
      for (let hops = 0; hops < 6; hops += 1) {
        const response = await fetch(at, {
          redirect: 'manual',
          headers: { cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ') },
        })
        for (const line of response.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
          cookies.set(name!, value!)
        }
        const location = response.headers.get('location')
        if (location === null) return response
        at = new URL(location, issuer)
        if (at.origin !== issuer) return at
      }
      throw new Error(`The sign-in goes round in circles at ${at.pathname}`)
    },
    /** Whether the server still takes an access token. */
    accepts: async (token: string) =>
      (await fetch(`${issuer}/v2/oauth2/userinfo`, { headers: { authorization: `Bearer ${token}` } })).ok,
    close: () => new Promise((closed) => server.close(closed)),
  }
}

const isTokenAnswer = (body: unknown): body is object =>
  typeof body === 'object' && body !== null && 'access_token' in body
