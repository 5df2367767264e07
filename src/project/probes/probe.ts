/** What somebody else asks to learn whether the application is well. */
export interface Probe {
  readonly path: string;
  /** Of the container; undefined: not said. */
  readonly port: number | undefined;
  /** `k8s/deployment.yaml:31` */
  readonly source: string;
}

/** Undefined: it says no plain path, or one with variables. */
export function probe(path: string | undefined, port: string | undefined, source: string): Probe | undefined {
  if (path === undefined || !/^\/[\w./~-]*$/.test(path)) return undefined;
  return { path, port: portOf(port), source };
}

export function portOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536
    ? Number(text)
    : undefined;
}

/** `./docker/Dockerfile` below `app/` → `app/docker/Dockerfile`; undefined: not below the context. */
export function pathBelow(folder: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
