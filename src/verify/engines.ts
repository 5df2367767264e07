/** The programs that can build, in the order in which they are looked for. */
export const ENGINES = ["buildx", "docker", "podman", "buildah"] as const;

export type EngineName = (typeof ENGINES)[number];

/** How one engine is called. Every command is a list of arguments, never a line for a shell. */
export interface Engine {
  readonly name: EngineName;
  /** Succeed when the engine can build; the first shows which program stands behind the name. */
  readonly checks: readonly (readonly string[])[];
  /** The build command without its own options. */
  readonly build: readonly string[];
  /** Writes an image's archive to stdout, or to a file where the program cannot do that. */
  readonly save:
    | { readonly to: "stdout"; readonly command: (tag: string) => readonly string[] }
    | { readonly to: "file"; readonly command: (tag: string, file: string) => readonly string[] };
  /** Takes a name off an image, and removes the image where that was the last one. */
  readonly remove: (image: string) => readonly string[];
  /**
   * Where the build cache is made of images (not BuildKit's), lists those with a label: a build that fails leaves some, and
   * so do the stages of one that does not.
   */
  readonly list: ((label: string) => readonly string[]) | undefined;
  /** The program that runs containers, if there is one. */
  readonly containers: "docker" | "podman" | undefined;
  /** Whether the engine has to be told where the ignore file is that belongs to a Dockerfile. */
  readonly needsIgnoreFile: boolean;
}

const DOCKER = {
  save: { to: "stdout", command: (tag: string) => ["docker", "image", "save", tag] },
  remove: (image: string) => ["docker", "image", "rm", image],
  containers: "docker",
  needsIgnoreFile: false,
} as const;

/**
 * Where the cache is made of images, it is not used: then the images that come between are this build's own and go with
 * it, and nobody else's can. podman and buildah keep health checks only in Docker's format.
 */
const CACHED_AS_IMAGES = ["--no-cache", "--force-rm"];

/** The engines by name. */
export const engines: Readonly<Record<EngineName, Engine>> = {
  buildx: {
    name: "buildx",
    checks: [
      ["docker", "--version"],
      ["docker", "buildx", "version"],
      ["docker", "version", "--format", "{{.Server.Version}}"],
    ],
    build: ["docker", "buildx", "build", "--load"],
    list: undefined,
    ...DOCKER,
  },
  docker: {
    name: "docker",
    checks: [
      ["docker", "--version"],
      ["docker", "version", "--format", "{{.Server.Version}}"],
    ],
    build: ["docker", "build", ...CACHED_AS_IMAGES],
    list: (label) => ["docker", "image", "ls", "--all", "--quiet", `--filter=label=${label}`],
    ...DOCKER,
  },
  podman: {
    name: "podman",
    checks: [
      ["podman", "--version"],
      ["podman", "info", "--format", "{{.Host.OS}}"],
    ],
    build: ["podman", "build", "--format=docker", ...CACHED_AS_IMAGES],
    save: { to: "stdout", command: (tag) => ["podman", "image", "save", "--format=docker-archive", tag] },
    remove: (image) => ["podman", "image", "rm", image],
    list: (label) => ["podman", "image", "ls", "--all", "--quiet", `--filter=label=${label}`],
    containers: "podman",
    needsIgnoreFile: true,
  },
  buildah: {
    name: "buildah",
    checks: [["buildah", "--version"]],
    build: ["buildah", "build", "--format=docker", "--layers", ...CACHED_AS_IMAGES],
    save: { to: "file", command: (tag, file) => ["buildah", "push", "--quiet", tag, `docker-archive:${file}`] },
    remove: (image) => ["buildah", "rmi", image],
    list: (label) => ["buildah", "images", "--all", "--quiet", `--filter=label=${label}`],
    containers: undefined,
    needsIgnoreFile: true,
  },
};
