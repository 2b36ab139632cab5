// What a command of the command line is.

/** Gets what stands after the command's name; returns the exit code. */
export type Command = (args: readonly string[]) => number | Promise<number>;

/** The commands by name. Each is loaded when it is called, so that `koine version` does not wait for a server. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;
