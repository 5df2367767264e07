import type { Range } from "../../dockerfile/text.js";
import { literalLogins } from "../../shell/literal-logins.js";
import { chainOf, isChain, type Link } from "../../shell/chain.js";
import { type Node, walk } from "../../shell/parse.js";
import { type Command, isScript, type Script } from "../../shell/script.js";
import type { Facts } from "../facts.js";
import { type Expansion, expansionsOf, seemingExpansions } from "../../shell/expansions.js";
import type { Seen } from "./variables.js";

/** A RUN with a secret in its environment, understood. */
export class SecretRun {
  /** The commands of its `&&` chain; undefined when it is more than that. */
  readonly links: readonly Link[] | undefined;
  /** Every place where the shell puts in a secret. */
  readonly expansions: readonly Expansion[];

  private constructor(
    readonly seen: Seen,
    /** The variables that hold secrets, all of them. */
    readonly names: ReadonlySet<string>,
    readonly script: Script,
  ) {
    const links = chainOf(script);
    this.links = isChain(links) ? links : undefined;
    this.expansions = [...expansionsOf(script, names), ...literalsOf(script, names)];
  }

  /** Undefined when the RUN is not understood. */
  static of(seen: Seen, names: ReadonlySet<string>, facts: Facts): SecretRun | undefined {
    const script = facts.script(seen.instruction);
    return isScript(script) ? new SecretRun(seen, names, script) : undefined;
  }

  /** Commands that name a variable without having the shell expand it: `printenv TOKEN`, `sh -c '… $TOKEN'`. */
  naming(name: string): readonly Command[] {
    const word = new RegExp(`(?<!\\w)${name}(?!\\w)`);
    return this.script.commands.filter(
      ({ args, assignments }) =>
        args.some(
          ({ range, value, text }) => word.test(value) && !this.isExpanded(range, name) && !text.startsWith(`${name}=`),
        ) ||
        assignments.some(
          (text) => word.test(text) && seemingExpansions(text, new Set([name])) === 0 && !text.startsWith(`${name}=`),
        ),
    );
  }

  /** Whether it gives the variable a value of its own. */
  assigns(name: string): boolean {
    return this.script.commands.some(({ assignments, args }) =>
      [...assignments, ...args.map(({ text }) => text)].some((text) => text.startsWith(`${name}=`)),
    );
  }

  /** Where the blanks and continuations in front of an offset begin. */
  before(offset: number): number {
    const ends = this.script.commands.flatMap(({ name, args }) =>
      [...(name === undefined ? [] : [name]), ...args].map(({ range }) => range.end),
    );
    return Math.max(...ends.filter((end) => end <= offset));
  }

  private isExpanded(range: Range, name: string): boolean {
    return this.expansions.some((each) => each.name === name && isIn(this.script.range(each.node), range));
  }

  /** The simple commands inside a node of the script, in order. */
  commandsIn(node: Node): readonly Command[] {
    const found: Command[] = [];
    walk(node, (child) => {
      const command = child.type === "Command" ? this.script.commandOf(child) : undefined;
      if (command !== undefined) found.push(command);
    });
    return found;
  }
}

/** The secrets that stand in the script, as if variables held them. */
function literalsOf(script: Script, names: ReadonlySet<string>): readonly Expansion[] {
  return literalLogins(script).flatMap(({ pos, end, id }) => {
    const name = id.toUpperCase();
    const around = names.has(name) ? script.around(pos) : [];
    const own = around.find(({ type }) => type === "Command");
    const node = { type: "Literal", pos, end, text: script.text.value.slice(pos, end), value: "" } as const;
    return around.length === 0 ? [] : [{ node, name, isPlain: true, around, command: own && script.commandOf(own) }];
  });
}

function isIn(one: Range, other: Range): boolean {
  return one.start >= other.start && one.end <= other.end;
}
