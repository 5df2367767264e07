/** Whether a file has a name that Compose looks for, or that people give to such files. */
export function isComposeName(name: string): boolean {
  return /^(?:docker-compose|compose(?![a-z])).*\.ya?ml$/.test(name);
}
