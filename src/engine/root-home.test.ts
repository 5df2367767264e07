import { describe, expect, test } from "@jest/globals";
import { keptInRootHome } from "./root-home.js";
import { finalStage } from "./testing/final-stage.js";

function kept(lines: string): string | undefined {
  const { facts, stage, start } = finalStage(lines);
  return keptInRootHome(stage, start, facts)?.reason;
}

describe("is kept in root's home", () => {
  test.each([
    ["WORKDIR /root/app", "works in root's home"],
    ["VOLUME /root/data", "volume in root's home"],
    ["ENV X=/root/x", "variable to a path"],
    ["ENV PATH=/root/bin:$PATH", "variable to a path"],
    ["COPY a /root/", "copies into root's home"],
    ["COPY a ~/x", "copies into root's home"],
    ["RUN cp a ~/b", "uses `~/b`"],
    ["RUN a >$HOME/b", "in root's home"],
    ["RUN pip install --user a", "--user"],
    ["RUN poetry install", "poetry install"],
    ["RUN pipenv install", "pipenv"],
    ["RUN npx playwright install chromium", "playwright"],
    ["RUN dotnet tool install -g a", "dotnet tool install"],
    ["RUN uv tool install a", "uv"],
    [`RUN corepack prepare pnpm@9 --activate\nCMD ["pnpm", "start"]`, "corepack"],
    ["RUN cp a /root/.cache/huggingface", "line 2 uses"],
    ["RUN composer global require a", "composer global"],
    ["RUN python -m nltk.downloader punkt", "downloads data"],
    ["RUN curl -sSf https://sh.rustup.rs | sh -s -- -y", "installer (https://sh.rustup.rs)"],
    [`CMD ["/root/a"]`, "what is started uses `/root/a`"],
    ["FROM x AS a\nRUN cp a ~/b\nFROM a", "line 2 uses"],
  ])("%j", (lines, reason) => {
    expect(kept(lines)).toContain(reason);
  });
});

describe("is not", () => {
  test.each([
    "RUN pip install a",
    "RUN mkdir -p /root/.ssh",
    "RUN rm -rf /root/.cache ~/x",
    "RUN cp a /root/.cache/pip",
    "RUN cp a /rooted/b",
    "COPY .npmrc /root/",
    "COPY a /root/.ssh/a",
    "COPY --from=b /root/.local /root/.local\nENV PATH=/root/.local/bin:$PATH",
    "ENV XDG_CACHE_HOME=/root/x",
    "ENV POETRY_VIRTUALENVS_CREATE=false\nRUN poetry install",
    "RUN poetry config virtualenvs.create false && poetry install",
    "RUN pipenv install --system",
    "ENV PLAYWRIGHT_BROWSERS_PATH=/ms\nRUN npx playwright install",
    "RUN dotnet tool install --tool-path /t a",
    "RUN curl -fsSL https://deb.nodesource.com/setup_22.x | bash -",
    "FROM x AS a\nRUN cp a ~/b\nFROM x",
  ])("%j", (lines) => {
    expect(kept(lines)).toBeUndefined();
  });
});
