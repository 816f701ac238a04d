import { type ChildProcess, spawn } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { say } from '../language/say.ts'

/** A command that a shell runs. */
export interface ShellChild {
  readonly stdin: Duplex
  readonly stdout: Readable
  readonly stderr: Readable
  /** Called once when the shell has ended, or with an error if it could not be started. */
  onEnd(ended: (error: Error | undefined, code: number | null, signal: NodeJS.Signals | null) => void): void
  /** Sends a signal to the command and all that it has started. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void
}

export type StartShell = (command: string) => ShellChild

/**
 * Returns a function that runs commands by `sh -c`, on Windows by the shell of Node's choice.
 *
 * Each command has a process group of its own: Ctrl-C does not reach it, and it can be killed with all that it has
 * started. It reads a socket that is open in both directions, because only from reading does this end learn that the
 * command has ended with input unread. Node's own stdin of a child is opened for writing only, hence descriptor 3.
 *
 * @param env the environment of the commands
 */
export function shellStarter(env: NodeJS.ProcessEnv, platform = process.platform): StartShell {
  if (platform === 'win32') {
    return command => {
      const child = spawn(command, { shell: true, env, windowsHide: true })
      return shellChild(child, child.stdin as unknown as Duplex, () => {
        spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true })
      })
    }
  }
  return command => {
    const child = spawn('/bin/sh', ['-c', `exec <&3 3<&-; ${command}`], {
      detached: true,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    return shellChild(child, child.stdio?.[3] as Duplex | undefined, signal => killGroup(child.pid!, signal))
  }
}

/** @throws Error if Node had no descriptors left for the streams */
function shellChild(child: ChildProcess, stdin: Duplex | undefined, kill: ShellChild['kill']): ShellChild {
  const { stdout, stderr, pid } = child
  if (!stdin || !stdout || !stderr) {
    child.on('error', () => {})
    throw new Error(say('too many open files'))
  }
  return {
    stdin,
    stdout,
    stderr,
    onEnd(ended) {
      child.once('exit', (code, signal) => ended(undefined, code, signal))
      // Also emitted if a signal could not be sent to a child that runs.
      child.once('error', error => pid === undefined && ended(error, null, null))
    },
    kill(signal) {
      if (pid !== undefined) kill(signal)
    },
  }
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch {
    // All of the group have ended.
  }
}
