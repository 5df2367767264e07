import { describe, expect, test } from "@jest/globals";
import { Verifying } from "./command.js";
import { docker, labelled } from "./docker.js";
import { MOMENTS, Scene } from "./scene.js";

describe.each(["SIGINT", "SIGTERM"] as const)("%s", (signal) => {
  test.each(MOMENTS)("while it is %s leaves nothing behind", async (moment) => {
    await using scene = await Scene.open(moment);
    using verifying = new Verifying(scene.args);
    await scene.reached(verifying.ended);
    verifying.child.kill(signal);
    const { code, stderr } = await verifying.ended;
    expect(stderr).toContain("stopped");
    expect(code).toBe(signal === "SIGINT" ? 130 : 143);
    expect(await labelled(scene.label)).toEqual({ containers: [], images: [] });
    expect(verifying.left()).toEqual([]);
    expect(scene.files()).toEqual({ Dockerfile: scene.text });
  });
});

describe("SIGKILL", () => {
  test.each(MOMENTS)("while it is %s leaves no half file, and nothing without its label", async (moment) => {
    await using scene = await Scene.open(moment);
    using verifying = new Verifying(scene.args);
    await scene.reached(verifying.ended);
    verifying.child.kill("SIGKILL");
    await verifying.ended;
    expect(scene.files()).toEqual({ Dockerfile: scene.text });
    expect(verifying.left()).toEqual([expect.stringMatching(/^dockshift-verify-/)]);
    const [left, own] = [await labelled(scene.label), await labelled("dockshift.verify")];
    for (const container of left.containers) await docker("rm", "--force", container);
    for (const image of left.images) await docker("image", "rm", "--force", image);
    expect(own.containers).toEqual(expect.arrayContaining([...left.containers]));
    expect(own.images).toEqual(expect.arrayContaining([...left.images]));
  });
});

test("without a signal, what was verified is written", async () => {
  await using scene = await Scene.open("none of these");
  using verifying = new Verifying(scene.args);
  const { code, stderr } = await verifying.ended;
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(scene.files()).toEqual({ Dockerfile: expect.stringContaining("RUN mkdir /data && chmod 700 /data") });
  expect(await labelled(scene.label)).toEqual({ containers: [], images: [] });
  expect(verifying.left()).toEqual([]);
});
