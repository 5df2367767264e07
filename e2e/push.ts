import { createHash } from "node:crypto";

const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

/** What is pushed lies in a repository, `http://host/v2/name`, that is written to with these headers. */
export interface Target {
  readonly repository: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Pushes an image for one platform under each of the tags; gives its digest. */
export async function pushImage(target: Target, architecture: string, ...tags: readonly string[]): Promise<string> {
  const config = JSON.stringify({ architecture, os: "linux", rootfs: { type: "layers", diff_ids: [] }, config: {} });
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: IMAGE,
    config: await pushBlob(target, "application/vnd.oci.image.config.v1+json", config),
    layers: [],
  });
  return pushManifest(target, IMAGE, text, [digestOf(text), ...tags]);
}

/** Pushes an index of images under each of the tags; gives its digest. */
export async function pushIndex(
  target: Target,
  architectures: readonly string[],
  ...tags: readonly string[]
): Promise<string> {
  const manifests = [];
  for (const architecture of architectures) {
    const digest = await pushImage(target, architecture);
    const { headers } = await send(target, "HEAD", `manifests/${digest}`, { accept: IMAGE });
    const size = Number(headers.get("content-length"));
    manifests.push({ mediaType: IMAGE, digest, size, platform: { os: "linux", architecture } });
  }
  return pushManifest(target, INDEX, JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }), tags);
}

async function pushBlob(target: Target, mediaType: string, text: string) {
  const { headers } = await send(target, "POST", "blobs/uploads/");
  const digest = digestOf(text);
  const upload = new URL(headers.get("location")!, target.repository);
  upload.searchParams.set("digest", digest);
  await send(target, "PUT", upload.href, { "content-type": "application/octet-stream" }, text);
  return { mediaType, digest, size: Buffer.byteLength(text) };
}

async function pushManifest(target: Target, mediaType: string, text: string, names: readonly string[]) {
  for (const name of names) await send(target, "PUT", `manifests/${name}`, { "content-type": mediaType }, text);
  return digestOf(text);
}

async function send(
  { repository, headers }: Target,
  method: string,
  to: string,
  more: Readonly<Record<string, string>> = {},
  body?: string,
): Promise<Response> {
  const url = new URL(to, `${repository}/`);
  const init = { method, headers: { ...headers, ...more } };
  const response = await fetch(url, body === undefined ? init : { ...init, body });
  if (!response.ok) throw new Error(`${method} ${url.href}: ${response.status} ${await response.text()}`);
  return response;
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
