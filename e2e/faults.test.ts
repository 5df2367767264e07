import { expect, test } from "@jest/globals";
import { tar } from "../src/verify/testing/archive.js";
import { Verifying } from "./command.js";
import { labelled, removeImage } from "./docker.js";
import { FaultyDocker } from "./faulty-docker.js";
import { Scene } from "./scene.js";

const NOTHING = { containers: [], images: [] };

/** Verifies a file that builds, behind a client with faults. */
async function verify(docker: FaultyDocker, scene: Scene) {
  using verifying = new Verifying(scene.args, docker.env);
  const { code, stdout, stderr } = await verifying.ended;
  expect(verifying.left()).toEqual([]);
  expect(scene.files()).toEqual({ Dockerfile: scene.text });
  const { failures } = JSON.parse(stdout) as { readonly failures: readonly { readonly message: string }[] };
  return { code, messages: failures.map(({ message }) => message), stderr };
}

test("an image that cannot be read is not verified", async () => {
  using docker = new FaultyDocker('"image save "*) exec cat "$here/bad.tar" ;;');
  const layer = tar([{ path: "../x", content: "y" }]);
  const rest = { path: "blobs/sha256/b", content: Buffer.alloc(8 * 2 ** 20, 1) };
  docker.write("bad.tar", tar([{ path: "blobs/sha256/a", content: layer }, rest]));
  await using scene = await Scene.open("none of these");
  const { code, messages } = await verify(docker, scene);
  expect(messages).toEqual(['not verified: the image holds a path that leads out of it: "../x"']);
  expect(code).toBe(2);
  expect(await labelled(scene.label)).toEqual(NOTHING);
});

test.each(["before", "after"])(
  "an engine that goes away while it builds what was %s gives no verdict",
  async (side) => {
    using docker = new FaultyDocker(`
    "buildx build "*-${side}*) touch "$here/down"; echo "ERROR: EOF" >&2; exit 1 ;;
    "version "*) if [ -e "$here/down" ]; then echo "Cannot connect" >&2; exit 1; fi ;;`);
    await using scene = await Scene.open("none of these");
    const { code, messages } = await verify(docker, scene);
    expect(messages).toEqual(["not verified: the engine went away: docker version failed: Cannot connect"]);
    expect(code).toBe(2);
    expect(await labelled(scene.label)).toEqual(NOTHING);
  },
);

test("an engine that cannot save an image says why", async () => {
  using docker = new FaultyDocker('"image save "*) echo "no space left" >&2; exit 1 ;;');
  await using scene = await Scene.open("none of these");
  const { code, messages } = await verify(docker, scene);
  expect(messages).toEqual([expect.stringMatching(/^not verified: .*; docker image save: no space left$/)]);
  expect(code).toBe(2);
  expect(await labelled(scene.label)).toEqual(NOTHING);
});

test.each([
  ["refuses", 'echo "Error: refused" >&2; exit 1'],
  ["is frozen", "exec sleep 1000"],
])("an engine that %s when images are removed has them named", async (_, fault) => {
  using docker = new FaultyDocker(`"image rm "*) ${fault} ;; "image save "*) exit 1 ;;`);
  await using scene = await Scene.open("none of these");
  const { stderr } = await verify(docker, scene);
  const [, names = ""] = /could not be removed, remove by hand: (.*)/.exec(stderr) ?? [];
  const images = names.split(", ");
  expect(images).toEqual([expect.stringMatching(/-before$/), expect.stringMatching(/-after$/)]);
  for (const image of images) await removeImage(image);
  expect(await labelled(scene.label)).toEqual(NOTHING);
});
