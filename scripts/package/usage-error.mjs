/** The command line cannot be read, or asks for what does not exist: exit code 2. */
export class UsageError extends Error {}
