import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

const directory = process.env.UPLOADS ?? "uploads";

export async function store(name: string, text: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, path.basename(name)), text);
}
