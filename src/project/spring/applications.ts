import { posix } from "node:path";
import type { Sources } from "../source/sources.js";
import { type Settings, springSettings } from "./settings.js";

export interface SpringApplication {
  /** Of `@SpringBootApplication`. */
  readonly source: string;
  /** The nearest `pom.xml`, `build.gradle` or `build.gradle.kts` without comments, and where it is. */
  readonly build: { readonly path: string; readonly text: string };
  readonly settings: Settings | undefined;
}

/** The Spring Boot applications of a context that serve HTTP by themselves. */
export function springApplications(sources: Sources): SpringApplication[] {
  return sources.with(/^(?:java|kt)$/, /@SpringBootApplication/).flatMap((file) => {
    const [at] = file.places("@ SpringBootApplication");
    if (at === undefined) return [];
    const build = nearestBuild(sources, posix.dirname(file.path));
    if (build === undefined || !/spring-boot-starter-(?:web|webflux|webmvc|jersey|data-rest)\b/.test(build.text))
      return [];
    const folder = build.path.replace(/[^/]*$/, "");
    return [{ source: file.place(at), build, settings: springSettings(sources, folder) }];
  });
}

function nearestBuild(sources: Sources, start: string): { path: string; text: string } | undefined {
  for (let folder = start; ; folder = posix.dirname(folder)) {
    for (const name of ["pom.xml", "build.gradle", "build.gradle.kts"]) {
      const path = folder === "." ? name : `${folder}/${name}`;
      if (sources.every.has(path)) return { path, text: withoutComments(path, sources.context.read(path) ?? "") };
    }
    if (folder === ".") return undefined;
  }
}

/** The lines keep their numbers. */
function withoutComments(path: string, text: string): string {
  const comments = path.endsWith(".xml") ? /<!--[^]*?-->/g : /\/\*[^]*?\*\/|(?<![:"'])\/\/[^\n]*/g;
  return text.replaceAll(comments, (comment) => "\n".repeat(comment.split("\n").length - 1));
}
