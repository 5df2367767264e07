import path from "node:path";

/** The folders of the source; each imports only from the ones before it. `index` is `src/index.ts`. */
const ORDER = [
  "dockerfile",
  "shell",
  "image",
  "project",
  "plan",
  "engine",
  "registry",
  "verify",
  "report",
  "transforms",
  "index",
  "cli",
];

/**
 * ESLint rule: holds `ORDER`; besides, transforms know nothing of reports and builds, and only the index knows the transforms.
 * @type {import("eslint").Rule.RuleModule}
 */
export const importOrder = {
  meta: {
    type: "problem",
    docs: { description: "Import only from the folders that stand above in the layout" },
    messages: { order: "`{{from}}` must not import from `{{to}}`" },
    schema: [],
  },
  create(context) {
    const from = folderOf(context.filename, context.cwd);
    return {
      /** @type {(node: import("eslint").Rule.Node) => void} */
      ":matches(ImportDeclaration, ImportExpression, ExportAllDeclaration, ExportNamedDeclaration) > Literal.source"(
        node,
      ) {
        if (from === undefined || node.type !== "Literal" || typeof node.value !== "string") return;
        if (!node.value.startsWith(".")) return;
        const to = folderOf(path.resolve(path.dirname(context.filename), node.value), context.cwd);
        if (to === undefined || isAllowed(from, to)) return;
        context.report({ node, messageId: "order", data: { from, to } });
      },
    };
  },
};

/** @type {(from: string, to: string) => boolean} */
function isAllowed(from, to) {
  if (from === to) return true;
  if (to === "transforms") return from === "index";
  if (from === "transforms" && (to === "report" || to === "verify")) return false;
  return ORDER.indexOf(to) < ORDER.indexOf(from);
}

/** @type {(file: string, root: string) => string | undefined} */
function folderOf(file, root) {
  const [top = "", folder = ""] = path.relative(root, file).split(path.sep);
  const name = top === "src" ? folder.replace(/\.[jt]s$/, "") : top;
  return ORDER.includes(name) ? name : undefined;
}
