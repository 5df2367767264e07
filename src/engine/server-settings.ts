import { posix } from "node:path";
import type { StageFacts } from "../plan/state.js";
import { originOf, textOf } from "./copied-file.js";
import type { Facts } from "./facts.js";
import type { Obstacle } from "./root-needs.js";

/** What settings that are copied in make a web server do as root at its start; undefined when they are read and do nothing of it. */
export function rootSettings(stage: StageFacts, facts: Facts): Obstacle | undefined {
  for (const instruction of stage.stage.instructions) {
    if (instruction.keyword === "RUN" && /openssl\b.*-keyout|ssl_certificate_key/.test(instruction.args.value))
      return {
        reason: `line ${facts.file.lines.place(instruction.range.start).line} makes a key that only root reads`,
      };
    if (!instruction.isCopy) continue;
    const { workdir } = facts.stateAt(instruction)!;
    const target = posix.resolve("/", workdir, instruction.words.at(-1)?.value ?? "");
    if (!/^\/(?:etc|docker-entrypoint\.d|usr\/local\/apache2\/conf)(?:\/|$)/.test(target)) continue;
    const { line } = facts.file.lines.place(instruction.range.start);
    const names = instruction.words.slice(0, -1).map(({ value }) => value);
    for (const name of names) {
      const path = /\.\w+$/.test(target) ? target : posix.join(target, posix.basename(name));
      const text = textOf(originOf(path, stage, facts), facts);
      if (text === undefined || !path.endsWith(".conf"))
        return { reason: `line ${line} copies settings that nobody has read`, needs: "the build context" };
      const directive = WRITES.exec(text.replace(/#.*/g, ""))?.[0];
      if (directive !== undefined) return { reason: `\`${path}\` says \`${directive.trim()}\`, in root's directories` };
    }
  }
  return undefined;
}

/** Directives that write elsewhere than the image does, or read keys. Source: nginx's documentation; httpd's, core and mod_log_config. */
const WRITES =
  /^\s*(?:(?:access_log|error_log)\s+(?!\/dev\/std|\/var\/log\/nginx\/(?:access|error)\.log|off)|pid\s+(?!\/(?:var\/)?run\/nginx\.pid)|\w+_(?:temp_path|cache_path)\s|ssl_certificate_key\s|SSLCertificateKeyFile\s|(?:CustomLog|ErrorLog|PidFile)\s+(?!"?\/(?:dev\/std|proc\/self)|\$\{APACHE_LOG_DIR\}))[^;\n]*/m;
