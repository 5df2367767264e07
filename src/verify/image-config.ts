/**
 * The configuration of an image, entry by entry under the names that the image plan uses: `user`, `env PATH`, `port 80`,
 * `health check`. `without` names labels that are left out.
 */
export function configEntries(document: unknown, without: readonly string[] = []): ReadonlyMap<string, string> {
  const image = object(document);
  const config = object(image.config);
  const entries = new Map<string, string>();
  const set = (name: string, value: unknown): void => {
    const text = typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);
    if (text !== "") entries.set(name, text);
  };
  set("platform", [image.os, image.architecture, image.variant].filter((part) => typeof part === "string").join("/"));
  set("user", config.User);
  set("workdir", config.WorkingDir);
  set("entrypoint", config.Entrypoint);
  set("cmd", config.Cmd);
  set("shell", config.Shell);
  set("onbuild", config.OnBuild);
  set("stopsignal", config.StopSignal);
  set("health check", config.Healthcheck);
  set("maintainer", image.author);
  for (const [name, value] of Object.entries(object(config.Labels)))
    if (!without.includes(name)) entries.set(`label ${name}`, String(value));
  for (const pair of Array.isArray(config.Env) ? config.Env.map(String) : []) {
    const [, name = pair, value = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    entries.set(`env ${name}`, value);
  }
  for (const port of Object.keys(object(config.ExposedPorts))) set(`port ${port.replace(/\/tcp$/, "")}`, "exposed");
  for (const path of Object.keys(object(config.Volumes))) set(`volume ${path}`, "declared");
  return entries;
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
