import { ImageError } from "./image-error.js";

/** Where in an archive the parts of its image are. */
export interface ImageParts {
  readonly config: string;
  /** From the base upwards. */
  readonly layers: readonly string[];
}

interface Descriptor {
  readonly digest: string;
  readonly platform?: { readonly architecture?: string };
}

/** Finds the image in the JSON documents of an archive, by their paths. Throws `ImageError`. */
export function imageParts(documents: ReadonlyMap<string, unknown>): ImageParts {
  const legacy = documents.get("manifest.json");
  if (legacy !== undefined) return legacyParts(legacy);
  const index = documents.get("index.json");
  if (index === undefined) throw new ImageError("the archive holds neither manifest.json nor index.json");
  return ociParts(index, documents, 0);
}

/** `docker save`: a list of images, here of one. */
function legacyParts(manifest: unknown): ImageParts {
  const [image] = asArray(manifest);
  const { Config: config, Layers: layers } = asObject(image);
  if (typeof config !== "string") throw new ImageError("manifest.json names no configuration");
  return { config, layers: asArray(layers).map(String) };
}

/** An OCI layout: the index leads to a manifest, or to another index. */
function ociParts(document: unknown, documents: ReadonlyMap<string, unknown>, depth: number): ImageParts {
  const { manifests, config, layers } = asObject(document);
  if (manifests !== undefined) {
    const chosen = asArray(manifests).map(asDescriptor).find(isImage);
    const next = chosen && documents.get(blob(chosen));
    if (next === undefined || depth > 3) throw new ImageError("index.json leads to no image");
    return ociParts(next, documents, depth + 1);
  }
  return {
    config: blob(asDescriptor(config)),
    layers: asArray(layers).map((layer) => blob(asDescriptor(layer))),
  };
}

/** Attestations stand beside the image as manifests of an unknown platform. */
function isImage({ platform }: Descriptor): boolean {
  return platform?.architecture !== "unknown";
}

function blob({ digest }: Descriptor): string {
  return `blobs/${digest.replace(":", "/")}`;
}

function asDescriptor(value: unknown): Descriptor {
  const descriptor = asObject(value);
  if (typeof descriptor.digest !== "string") throw new ImageError("a manifest in the archive names no digest");
  return descriptor as unknown as Descriptor;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new ImageError("a manifest in the archive has an unknown form");
}

function asArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ImageError("a manifest in the archive has an unknown form");
}
