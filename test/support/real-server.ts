import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port'
import { headerSample } from './header-samples'

export type ServerKind = 'nginx' | 'apache'

const PROGRAMS: Record<ServerKind, readonly string[]> = {
  nginx: ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'],
  apache: ['/usr/sbin/apache2', '/usr/sbin/httpd', '/usr/local/bin/httpd'],
}
const MODULES = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/local/apache2/modules']

/** The server's program on this machine, if it has one. */
export const installedServer = (kind: ServerKind) => PROGRAMS[kind].find((path) => existsSync(path))

/**
 * Runs the real server with the sample of docs/hosting.md, changed in what a test cannot have: the address, the
 * certificate and where the files are. `work` is a directory for its logs.
 */
export async function startServer(kind: ServerKind, files: string, work: string) {
  const port = await freePort()
  const configuration =
    kind === 'nginx' ? nginxConfiguration(port, files, work) : apacheConfiguration(port, files, work)
  const file = join(work, `${kind}.conf`)
  await writeFile(file, configuration)
  const parameters =
    kind === 'nginx' ? ['-p', work, '-e', 'error.log', '-c', file] : ['-D', 'FOREGROUND', '-f', file]
  const child = spawn(installedServer(kind)!, parameters, { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 10_000
  while (!(await fetch(url).catch(() => null))) {
    if (Date.now() > deadline) child.kill('SIGTERM')
    if (child.exitCode !== null || child.killed) throw new Error(`${kind} did not start: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function nginxConfiguration(port: number, files: string, work: string) {
  const sample = headerSample('nginx')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^\s*ssl_\w+ .*\n/gm, '')
    .replace('root /srv/towpath;', `root ${files};`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (what) => `  ${what}_temp_path ${join(work, what)};`,
  )
  return [
    'daemon off;',
    'master_process off;',
    `pid ${join(work, 'nginx.pid')};`,
    'events {}',
    'http {',
    '  access_log off;',
    ...(existsSync('/etc/nginx/mime.types') ? ['  include /etc/nginx/mime.types;'] : []),
    ...temporary,
    sample,
    '}',
  ].join('\n')
}

function apacheConfiguration(port: number, files: string, work: string) {
  const modules = MODULES.find((path) => existsSync(path))!
  const load = ['mpm_event', 'unixd', 'authz_core', 'dir', 'mime', 'headers'].map(
    (name) =>
      `<IfModule !${name}_module>\nLoadModule ${name}_module ${join(modules, `mod_${name}.so`)}\n</IfModule>`,
  )
  const sample = headerSample('apache')
    .replace('<VirtualHost *:443>', `<VirtualHost 127.0.0.1:${port}>`)
    .replace(/^\s*SSL\w+ .*\n/gm, '')
    .replaceAll('/srv/towpath', files)
  return [
    `ServerRoot ${work}`,
    `DefaultRuntimeDir ${work}`,
    `PidFile ${join(work, 'apache.pid')}`,
    `ErrorLog ${join(work, 'apache.log')}`,
    `Mutex file:${work} default`,
    ...load,
    'User #65534',
    'Group #65534',
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    ...(existsSync('/etc/mime.types') ? ['TypesConfig /etc/mime.types'] : []),
    sample,
  ].join('\n')
}
