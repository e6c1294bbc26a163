import { configureHttp } from '../../../src/api/http'

/** Requests to a service that takes every token, whatever `fetch` makes of them. */
export const signIn = (getToken: () => string | null = () => 'token') =>
  configureHttp({ transferUrl: 'https://transfer.example.org', getToken, onTokenRefused: () => {} })
