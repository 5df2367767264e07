import { afterAll, expect, test } from "@jest/globals";
import { AppContainer } from "./app-container.js";
import { allApps, type App, AppCopy, type Expected } from "./apps.js";
import { build, LABEL } from "./build.js";
import { labelled, removeImage } from "./docker.js";
import type { Answer } from "./neighbour.js";

const GROUP = `apps-${process.pid}`;

/** How long an app may take to stop, in seconds. */
const SOON = 2;

test.concurrent.each(allApps())("$name works as before, and is safer", async (app) => {
  const { requests = [], unmet = [] } = app.expected;
  using original = new AppCopy(app);
  using rewritten = new AppCopy(app);
  rewritten.rewrite();
  const sides = [
    on(original, app, (container) => used(container, app)),
    on(rewritten, app, async (container) => {
      const answers = await used(container, app);
      return { answers, ...(await looked(container, app)) };
    }),
  ] as const;
  // neither is left alone when the other fails
  await Promise.allSettled(sides);
  const [before, after] = await Promise.all(sides);
  const right = requests.map(({ status, text = "" }) => ({ status, text: expect.stringContaining(text) }));
  expect(before).toEqual(right);
  expect(after.answers).toEqual(before);
  const { seen } = after;
  expect({ unmet: after.unmet, seen }).toEqual({ unmet, seen });
});

afterAll(async () => {
  expect(await labelled(`${LABEL}=${GROUP}`)).toEqual({ containers: [], images: [] });
});

/** Builds a copy, runs it, and removes both the container and the image. */
async function on<T>(copy: AppCopy, { expected }: App, act: (container: AppContainer) => Promise<T>): Promise<T> {
  const image = await build(copy.dockerfile, copy.directory, GROUP);
  try {
    await using container = await AppContainer.start(image, expected, GROUP);
    return await act(container);
  } finally {
    await removeImage(image);
  }
}

/** Uses the app as its users do: what it answers. Throws when it does not write what it should. */
async function used(container: AppContainer, { expected }: App): Promise<readonly Answer[]> {
  const { port = 0, requests = [], writes } = expected;
  const answers: Answer[] = [];
  for (const request of requests) answers.push(await container.neighbour.ask(port, request));
  for (const { path, text } of writes) await container.written(path, text);
  return answers;
}

/** What does not hold after the rewrite, of what should, and what was seen; the container is stopped in the end. */
async function looked(container: AppContainer, { expected }: App): Promise<{ unmet: string[]; seen: object }> {
  const uids = await container.neighbour.uids();
  const isWatched = await container.isWatched();
  if (isWatched) await fallsIll(container, expected);
  const { seconds, code } = await stopped(container);
  const isMet = {
    user: uids.every((uid) => expected.uids.includes(uid)),
    health: isWatched === expected.health,
    stop: seconds < SOON && expected.exits.includes(code),
  };
  const unmet = Object.entries(isMet).flatMap(([name, is]) => (is ? [] : [name]));
  return { unmet, seen: { uids, isWatched, seconds, code } };
}

/** The quicker of two stops: other builds on the machine may hold one up. */
async function stopped(container: AppContainer): ReturnType<AppContainer["stop"]> {
  const first = await container.stop();
  if (first.seconds < SOON) return first;
  await container.startAgain();
  const second = await container.stop();
  return second.seconds < first.seconds ? second : first;
}

/** Sees it healthy, then unhealthy when it serves no more. */
async function fallsIll(container: AppContainer, { port = 0, closing }: Expected): Promise<void> {
  await container.reaches("healthy");
  if (closing === undefined) await container.freeze();
  else await container.neighbour.ask(port, closing);
  await container.reaches("unhealthy");
  if (closing === undefined) await container.thaw();
}
