import { createHash } from "node:crypto";
import type { Scripted } from "./fake-server.js";

export const INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
export const IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json";

/** An index of no images. */
export const INDEX = JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [] });
export const INDEX_DIGEST = digestOf(INDEX);

/** A manifest as a registry answers with it; `undefined` takes a header away. */
export function manifest(
  body = INDEX,
  type: string | undefined = INDEX_TYPE,
  digest: string | undefined = digestOf(body),
): Scripted {
  const headers = { "content-type": type, "docker-content-digest": digest };
  return { body, headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== "")) };
}

export function digestOf(body: string): string {
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}
