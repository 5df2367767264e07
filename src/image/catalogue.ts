import { shipped } from "./shipped.js";
import { precision, versionOf } from "./pin.js";

/** One built image of an official repository: all tags that name it. */
export interface TagGroup {
  /** Tags of this image alone. */
  readonly tags: readonly string[];
  /** Tags that also name images for other platforms: `python:latest` is a Linux and a Windows image. */
  readonly shared: readonly string[];
  readonly windows: boolean;
}

/** Docker's official images and their tags on one day. Source: docker-library/official-images. */
export class Catalogue {
  private readonly precisions = new Map<string, number>();
  private readonly parsed = new Map<string, readonly TagGroup[]>();

  constructor(private readonly data: CatalogueData) {}

  /** Where the data comes from: `docker-library/official-images 37079fb of 2026-08-21`. */
  get source(): string {
    return `${this.data.source} ${this.data.commit.slice(0, 7)} of ${this.data.date}`;
  }

  get date(): string {
    return this.data.date;
  }

  /** The names of all repositories. */
  get names(): readonly string[] {
    return Object.keys(this.data.images);
  }

  has(image: string): boolean {
    return Object.hasOwn(this.data.images, image);
  }

  /** The images that a repository's tags name; empty for a repository that is not official. */
  groups(image: string): readonly TagGroup[] {
    let groups = this.parsed.get(image);
    if (groups === undefined) {
      groups = this.has(image) ? this.data.images[image]!.map((line) => parseGroup(line, this.data.arch)) : [];
      this.parsed.set(image, groups);
    }
    return groups;
  }

  /** How many numbers most of an image's versions have, at least 2: 3 for `node`, 2 for `ubuntu`. */
  usualPrecision(image: string): number {
    let usual = this.precisions.get(image);
    if (usual === undefined) {
      const all = this.groups(image).flatMap(({ tags }) => tags.map((tag) => precision(versionOf(tag))));
      const exact = all.filter((numbers) => numbers > 1).sort((a, b) => a - b);
      usual = exact[exact.length >> 1] ?? 3;
      this.precisions.set(image, usual);
    }
    return usual;
  }

  /** The Linux image that a tag names. */
  find(image: string, tag: string): TagGroup | undefined {
    return this.groups(image).find(
      ({ tags, shared, windows }) => !windows && (tags.includes(tag) || shared.includes(tag)),
    );
  }
}

interface CatalogueData {
  readonly source: string;
  readonly commit: string;
  readonly date: string;
  readonly arch: readonly string[];
  readonly images: Readonly<Record<string, readonly string[]>>;
}

function parseGroup(line: string, arch: readonly string[]): TagGroup {
  const words = line.split(" ");
  const platforms = words.find((word) => word.startsWith("@"));
  return {
    tags: words.filter((word) => !/^[+@]/.test(word)),
    shared: words.filter((word) => word.startsWith("+")).map((word) => word.slice(1)),
    windows: platforms !== undefined && (arch[Number(platforms.slice(1))] ?? "").startsWith("windows-"),
  };
}

let known: Catalogue | undefined;

/** The catalogue that ships with the package; read when first asked for. */
export function officialImages(): Catalogue {
  return (known ??= new Catalogue(shipped("official-images") as CatalogueData));
}
