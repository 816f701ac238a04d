import { freePort, listens } from '../ports.ts'
import { type EngineKind, output, Server } from './engine.ts'

/** With a file to which every write is synced before it is confirmed. */
export const redis: EngineKind = {
  programs: ['redis-server', 'redis-cli'],
  recipe: /^redis-cli /,
  async start(folder) {
    const port = String(await freePort())
    const durable = ['--dir', folder, '--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
    const server = new Server(
      ['redis-server', '--port', port, '--bind', '127.0.0.1', ...durable],
      async () => (await listens(Number(port))) && (await redisSays(port, 'ping')).startsWith('PONG'),
    )
    await server.start()
    return {
      places: { 'redis://redis:6379': `redis://127.0.0.1:${port}` },
      env: {},
      crash: () => server.kill(),
      recover: () => server.start(),
      stop: () => server.kill(),
      async stored() {
        const text = await redisSays(port, 'xrange', 'gizwits', '-', '+')
        // An id, a name and a value for each.
        return text.split('\n').filter((_, i) => i % 3 === 2)
      },
    }
  },
}

function redisSays(port: string, ...words: string[]): Promise<string> {
  return output('redis-cli', ['-p', port, '--raw', ...words])
}
