import type { WeatherDocument } from './weather'

/** Weather with a name. What each is like to live in stands in `docs/weather.md`. */
export const PRESETS: Readonly<Record<string, WeatherDocument>> = {
  fair: {},
  slow: {
    requests: [
      { kind: 'latency', ms: 600, jitter_ms: 1400 },
      { kind: 'slow_body', service: 'transfer', method: 'GET', bytes_per_second: 20_000 },
    ],
  },
  flaky: {
    requests: [
      { kind: 'latency', ms: 50, jitter_ms: 250 },
      { kind: 'server_error', service: 'transfer', status: 503, probability: 0.03 },
      { kind: 'server_error', service: 'transfer', status: 502, probability: 0.02 },
      { kind: 'dropped', service: 'transfer', probability: 0.02 },
      { kind: 'dropped', service: 'transfer', when: 'after', probability: 0.01 },
    ],
    tasks: [
      { kind: 'connection_reset', probability: 0.05 },
      { kind: 'checksum', probability: 0.03 },
    ],
  },
  rush_hour: {
    requests: [
      { kind: 'latency', ms: 200, jitter_ms: 800 },
      { kind: 'too_many_requests', service: 'transfer', retry_after_seconds: 3, probability: 0.25 },
    ],
    tasks: [{ kind: 'busy', probability: 0.3, times: 3 }],
  },
  storm: {
    requests: [
      { kind: 'latency', ms: 100, jitter_ms: 3000 },
      { kind: 'server_error', service: 'transfer', status: 500, probability: 0.05 },
      { kind: 'server_error', service: 'transfer', status: 502, probability: 0.05 },
      { kind: 'server_error', service: 'transfer', status: 504, when: 'after', probability: 0.03 },
      { kind: 'too_many_requests', service: 'transfer', retry_after_seconds: 2, probability: 0.05 },
      { kind: 'dropped', service: 'transfer', probability: 0.05 },
      { kind: 'dropped', service: 'transfer', when: 'after', probability: 0.05 },
      { kind: 'truncated', service: 'transfer', probability: 0.04 },
      { kind: 'not_json', service: 'transfer', probability: 0.03 },
    ],
    tasks: [
      { kind: 'offline', side: 'source', after_bytes: 5_000_000, for_seconds: 30, probability: 0.3 },
      {
        kind: 'out_of_quota',
        side: 'destination',
        after_bytes: 20_000_000,
        for_seconds: 30,
        probability: 0.2,
      },
      { kind: 'connection_reset', probability: 0.1 },
      { kind: 'timeout', probability: 0.05 },
      { kind: 'busy', probability: 0.1, times: 2 },
      { kind: 'checksum', probability: 0.1, times: 2 },
      { kind: 'size_changed', probability: 0.05 },
    ],
  },
  maintenance: {
    requests: [{ kind: 'server_error', service: 'transfer', status: 503, retry_after_seconds: 30 }],
  },
}
