import type { Token, World } from '../world'
import type { TokenEvent } from './weather'

/** Ends a token's time now, as if 48 hours had passed for it alone. */
export function expireToken(world: World, value: string) {
  const token = world.tables.tokens.get(value)
  if (token) world.tables.tokens.put(value, { ...token, expires_ms: world.clock.now() })
}

/** Takes a token back, as if its owner had done so elsewhere. */
export function revokeToken(world: World, value: string) {
  if (world.tables.tokens.get(value)) world.tables.tokens.delete(value)
}

/** Does so with every token that is meant. */
export function endTokens(world: World, event: TokenEvent) {
  const isMeant = (token: Token) =>
    [token.identity_id, undefined].includes(event.identity) &&
    [token.client_id, undefined].includes(event.client) &&
    [token.resource_server, undefined].includes(event.resource_server) &&
    [token.kind, undefined].includes(event.token_kind)
  const end = event.kind === 'expire_tokens' ? expireToken : revokeToken
  for (const token of world.tables.tokens.values()) if (isMeant(token)) end(world, token.token)
}
