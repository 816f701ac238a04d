import { execFileSync } from 'node:child_process'

/** Builds dist/ once before any test, so that the tests run the real program and the real library. */
export default function buildOnce(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' })
}
