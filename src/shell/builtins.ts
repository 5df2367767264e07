/** Commands that only a shell has, or that change it. Source: the manuals of dash and bash. */
export const BUILTINS: ReadonlySet<string> = new Set([
  ".", ":", "[", "[[", "alias", "bg", "break", "builtin", "cd", "command", "continue", "declare", "echo", "eval", "exit", "export", "fg", "getopts", "hash",
  "jobs", "let", "local", "printf", "pwd", "read", "readonly", "return", "set", "shift", "shopt", "source", "test", "times", "trap", "true", "false", "type",
  "typeset", "ulimit", "umask", "unalias", "unset", "wait",
]); // prettier-ignore
