/** Every Node that can carry a program contains this, followed by 0, or by 1 where it carries one. */
const fuse = `NODE_SEA_${'FUSE'}_fce680ab2cc467b6e072b8b5df1996b2:`

/**
 * Checks that an executable contains the program, and is set to run it. One that cannot be run here could otherwise be
 * a plain Node without anybody noticing.
 *
 * @param {string} name of the target
 * @param {Buffer} executable
 * @param {Buffer} program
 * @throws {Error} where it does not
 */
export function checkExecutable(name, executable, program) {
  if (!executable.includes(`${fuse}1`)) throw new Error(`${name}: it is a plain Node, set to run no program`)
  if (!executable.includes(program))
    throw new Error(`${name}: the program is not in it, or not as it was built`)
}
