/** In every Node that can carry a program: this, then 0, or 1 where it does carry one. */
const fuse = `NODE_SEA_${'FUSE'}_fce680ab2cc467b6e072b8b5df1996b2:`

/**
 * Makes sure that an executable holds the program, and is set to run it: one that cannot be run here may be a plain
 * Node as well, and nobody would notice.
 *
 * @throws where it does not
 */
export function checkSealed(name, executable, program) {
  if (!executable.includes(`${fuse}1`)) throw new Error(`${name}: it is a plain Node, set to run no program`)
  if (!executable.includes(program))
    throw new Error(`${name}: the program is not in it, or not as it was built`)
}
