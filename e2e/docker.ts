import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Calls the engine's client and gives what it prints. Throws when it fails. */
export async function docker(...args: readonly string[]): Promise<string> {
  const { stdout } = await run("docker", args, { maxBuffer: 64 * 2 ** 20 });
  return stdout;
}

/** The containers and images on the engine that carry a label; containers have those of their image. */
export async function labelled(label: string): Promise<{
  readonly containers: readonly string[];
  readonly images: readonly string[];
}> {
  const containers = await docker("ps", "--all", "--quiet", `--filter=label=${label}`);
  const images = await docker("images", "--all", "--quiet", `--filter=label=${label}`);
  return { containers: lines(containers), images: lines(images) };
}

/** Removes an image. An engine that removes several at once may say that it does not know one, and must be asked again. */
export async function removeImage(image: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await docker("image", "rm", "--force", image);
      return;
    } catch (error) {
      if (lines(await docker("images", "--quiet", image)).length === 0) return;
      if (attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

const MOST_ATTEMPTS = 3;

function lines(text: string): readonly string[] {
  return text.split("\n").filter(Boolean);
}
