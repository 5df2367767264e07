import { officialImages } from "../image/catalogue.js";
import { parseReference } from "../image/reference.js";
import { isRoot } from "../plan/root.js";
import type { StageFacts } from "../plan/state.js";
import { packageCommand } from "../shell/packages.js";
import type { Facts } from "./facts.js";
import type { Obstacle } from "./root-needs.js";

/**
 * The commands that install a package on the bare base image, its name left out; or why nobody can be sure that they work. Only
 * Debian, Ubuntu and Alpine have every package that is asked for, and releases whose archives are gone have nothing to install from.
 */
export function canInstall(name: string, stage: StageFacts, facts: Facts): readonly string[] | Obstacle {
  const contents = facts.contents(stage).base?.contents;
  const family = contents?.family;
  if (contents?.user !== undefined && !isRoot(contents.user))
    return { reason: `\`${stage.baseImage!}\` does not start as root, and cannot install \`${name}\`` };
  if (setsSources(stage)) return { reason: `where the packages of \`${stage.baseImage!}\` come from is set up first` };
  if (family === "alpine" && /alpine:?(?:2|3\.[0-4])(?!\d)/.test(stage.baseImage ?? ""))
    return { reason: `\`${name}\` is younger than \`${stage.baseImage!}\`` };
  if (family === "alpine") return ["apk add --no-cache"];
  if (family !== "debian" && family !== "ubuntu")
    return { reason: `\`${name}\` has no package in the system of \`${stage.baseImage ?? ""}\`` };
  if (!hasArchive(stage, facts))
    return {
      reason: `nobody knows whether the release of \`${stage.baseImage!}\` still has packages to install \`${name}\` from`,
    };
  return ["apt-get update", "apt-get install -y --no-install-recommends", "rm -rf /var/lib/apt/lists/*"];
}

/** Whether a stage changes where packages come from: what is installed in front of that would come from elsewhere. */
function setsSources({ stage }: StageFacts): boolean {
  return stage.instructions.some(({ keyword, args }) => {
    if (keyword === "ENV" || keyword === "ARG") return /\b(?:https?|all)_proxy\b/i.test(args.value);
    return (
      /^(?:RUN|COPY|ADD)$/.test(keyword) &&
      /sources\.list(?!\.d)|debian\.sources|apt\.conf|etc\/apk\/repositories|archive\.debian|old-releases/.test(
        args.value,
      )
    );
  });
}

/** Debian's and Ubuntu's releases that are on their mirrors. Source: the end-of-life data, 2026-08. */
const LIVE =
  /(?:^|[-\d])(?:bookworm|trixie|forky|sid|jammy|noble|questing|resolute)(?:-|$)|^(?:22\.04|24\.04|25\.\d\d|26\.\d\d|12|13)(?:[.-]|$)/;

function hasArchive(stage: StageFacts, facts: Facts): boolean {
  const reference = parseReference(stage.baseImage ?? "");
  if (reference === undefined) return false;
  const tag = reference.tag?.text ?? "latest";
  const { official } = reference;
  const group = official === undefined ? undefined : officialImages().find(official, tag);
  const tags = [tag, ...(group?.tags ?? []), ...(group?.shared ?? [])];
  return tags.some((each) => LIVE.test(each)) || isRebuilt(official, tag) || installs(stage, facts);
}

/**
 * Official images that were last built after Debian 12 had become their default, in 2023-06, from the version on that is given here.
 * Their tags that only say a line name that last build. Source: docker-library/official-images.
 */
const REBUILT: Readonly<Record<string, readonly [major: number, minor?: number]>> = {
  node: [18],
  python: [3, 8],
  ruby: [3, 1],
  php: [8, 1],
  golang: [1, 20],
};

function isRebuilt(official: string | undefined, tag: string): boolean {
  const [major, minor] =
    (official !== undefined && Object.hasOwn(REBUILT, official) ? REBUILT[official] : undefined) ?? [];
  const [, own = "", second, third] = /^(\d+)(?:\.(\d+))?(\.\d+)?(?:-slim|-cli|-apache|-fpm)?$/.exec(tag) ?? [];
  if (major === undefined || own === "" || third !== undefined) return false;
  if (minor === undefined) return second === undefined && Number(own) >= major;
  return second !== undefined && (Number(own) > major || (Number(own) === major && Number(second) >= minor));
}

/** The stage itself installs from the archive as it is. */
function installs({ stage }: StageFacts, facts: Facts): boolean {
  return stage.instructions
    .flatMap((instruction) => facts.commands(instruction))
    .some((command) => command.always && packageCommand(command)?.verb === "update");
}
