import { expect, test } from "@jest/globals";
import { DEFAULT_SHELL } from "./dialect.js";
import { mayFetch, type Readers } from "./fetching.js";
import { freeScript, isScript } from "./script.js";

function fetches(text: string, readers: Readers): boolean {
  const script = freeScript(text, DEFAULT_SHELL);
  if (!isScript(script)) throw new Error(script.reason);
  return mayFetch(script.commands[0]!, readers);
}

test.each<[string, Readers]>([
  ["npm ci", "node"],
  ["npm ci", "git"],
  ["yarn", "node"],
  ["yarn install --production", "ssh"],
  ["pip3 install -r requirements.txt", "git"],
  ["pip install requests", "python"],
  ["python3 -m pip install x", "python"],
  ["python setup.py install", "python"],
  ["bundle install", "ruby"],
  ["composer install", "php"],
  ["dotnet publish -c Release", "dotnet"],
  ["mvn package", "java"],
  ["go build ./...", "git"],
  ["cargo build", "rust"],
  ["git clone https://h/a", "git"],
  ["git submodule update --init", "any"],
  ["wget https://h/a", "any"],
  ["curl -n https://h/a", "any"],
  ["scp a:b c", "ssh"],
  ["make", "node"],
  ["npm run bootstrap", "node"],
  ["npm run install:all", "node"],
  ["yarn bootstrap", "node"],
  ["node scripts/install.js", "node"],
  ["./install.sh", "ssh"],
])("%s may fetch what opens %s", (text, readers) => {
  expect(fetches(text, readers)).toBe(true);
});

test.each<[string, Readers]>([
  ["npm run build", "node"],
  ["npm run build:prod", "node"],
  ["npm run test", "node"],
  ["npm install -g pm2", "git"],
  ["node server.js", "node"],
  ["tsc", "dotnet"],
  ["yarn build", "node"],
  ["pip install --upgrade pip", "ssh"],
  ["pip install x==1.0", "git"],
  ["pip config list", "python"],
  ["pip install x", "node"],
  ["python manage.py migrate", "python"],
  ["bundle exec rake", "ruby"],
  ["composer dump-autoload", "php"],
  ["dotnet publish --no-restore", "dotnet"],
  ["mvn -o package", "java"],
  ["go build -mod=vendor ./...", "git"],
  ["go build -mod vendor ./...", "git"],
  ["go mod verify", "git"],
  ["git config user.name a", "git"],
  ["git clone https://h/a", "node"],
  ["curl https://h/a", "any"],
  ["apt-get install -y git", "git"],
  ["npm --version", "node"],
  ["mkdir -p a", "any"],
  ["bash -", "ssh"],
])("%s fetches nothing that opens %s", (text, readers) => {
  expect(fetches(text, readers)).toBe(false);
});
