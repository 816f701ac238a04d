import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { freePort } from '../ports.ts'
import { whereIs } from '../tool-path.ts'
import { type EngineKind, output, Server } from './engine.ts'

/** Where the programs of the server are, with a slash at the end: on PATH, or where Debian puts each version. */
const bin = whereIs('initdb') ? '' : debianFolder()

function debianFolder(): string | undefined {
  const folder = '/usr/lib/postgresql'
  const versions = existsSync(folder)
    ? readdirSync(folder)
        .map(Number)
        .sort((a, b) => b - a)
    : []
  return versions.map(version => `${folder}/${version}/bin/`).find(bin => existsSync(`${bin}initdb`))
}

/** The server refuses to run as root. */
const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : []

export const postgres: EngineKind = {
  programs: ['psql', ...asUser.slice(0, 1), ...(bin === undefined ? ['initdb'] : [])],
  recipe: /^psql /,
  async start(folder) {
    const port = String(await freePort())
    const data = join(folder, 'data')
    if (asUser.length > 0) {
      const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
      chownSync(folder, id('-u'), id('-g'))
      chmodSync(dirname(folder), 0o711)
    }
    const [first, ...rest] = [...asUser, `${bin}initdb`, '-D', data, '-A', 'trust', '-U', 'postgres', '-N']
    execFileSync(first!, rest, { stdio: 'ignore', cwd: folder })
    const env = { PGHOST: '127.0.0.1', PGPORT: port, PGUSER: 'postgres', PGDATABASE: 'postgres' }
    const ask = (query: string) => output('psql', ['-Atqc', query], env)
    const server = new Server(
      [...asUser, `${bin}postgres`, '-D', data, '-h', '127.0.0.1', '-p', port, '-k', data],
      () =>
        ask('select 1').then(
          () => true,
          () => false,
        ),
    )
    await server.start()
    await ask('create table events (id bigserial primary key, event json)')
    return {
      places: {},
      env,
      crash: () => server.kill(),
      recover: () => server.start(),
      stop: () => server.kill(),
      stored: async () => (await ask('select event from events order by id')).split('\n').slice(0, -1),
    }
  },
}
