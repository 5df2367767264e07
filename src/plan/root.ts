/** Whether a USER is root; an empty one is the base image's own. */
export function isRoot(user: string): boolean {
  return /^(?:root|0+)(?::|$)/.test(user);
}
