import { describe, expect, test } from "@jest/globals";
import { toldPort } from "./arguments.js";

function says(call: string): string | undefined {
  const found = toldPort(call.split(" "));
  return found !== undefined && "says" in found ? found.says : undefined;
}

/** The port, its variable behind it in brackets; `none`. */
function told(call: string): string {
  const found = toldPort(call.split(" "));
  return found === undefined || "reason" in found
    ? "none"
    : found.port + (found.variable === undefined ? "" : ` (${found.variable})`);
}

describe("a server's own default", () => {
  test.each([
    ["gunicorn a:b", "8000 (PORT)"],
    ["hypercorn a:b", "8000"],
    ["uvicorn a:b", "8000"],
    ["granian a:b", "8000"],
    ["sanic a", "8000"],
    ["fastapi run a.py", "8000"],
    ["fastapi dev", "8000"],
    ["flask run", "5000 (FLASK_RUN_PORT)"],
    ["flask --app a run", "5000 (FLASK_RUN_PORT)"],
    ["daphne a:b", "8000"],
    ["waitress-serve a:b", "8080"],
    ["streamlit run a.py", "8501 (STREAMLIT_SERVER_PORT)"],
    ["uwsgi a.ini", "none"],
    ["python manage.py runserver", "8000"],
    ["python3.12 -m http.server", "8000"],
    ["python -m uvicorn a:b", "8000"],
    ["poetry run gunicorn a:b", "8000 (PORT)"],
    ["next start", "3000 (PORT)"],
    ["npx next start", "3000 (PORT)"],
    ["next build", "none"],
    ["nuxt start", "3000 (PORT)"],
    ["react-scripts start", "3000 (PORT)"],
    ["http-server", "8080 (PORT)"],
    ["vite", "5173"],
    ["vite preview", "4173"],
    ["vite build", "none"],
    ["serve dist", "none"],
    ["php artisan serve", "8000 (SERVER_PORT)"],
    ["rails server", "3000 (PORT)"],
    ["bundle exec rails s", "3000 (PORT)"],
    ["bundle exec puma", "none"],
    ["rackup", "9292"],
    ["unicorn", "none"],
    ["node a.js", "none"],
    ["java -jar a.jar", "none"],
    ["gunicorn -c conf.py a:b", "none"],
    ["hypercorn --config=x a:b", "none"],
  ])("of %s is %s", (call, found) => {
    expect(told(call)).toBe(found);
  });
});

describe("a port that is named", () => {
  test.each([
    ["gunicorn -b 0.0.0.0:80 a:b", "80"],
    ["gunicorn -b0.0.0.0:80 a:b", "80"],
    ["gunicorn --bind=:81 a:b", "81"],
    ["gunicorn --bind [::]:82 a:b", "82"],
    ["gunicorn -c conf.py -b :83 a:b", "83"],
    ["hypercorn -b localhost:84 a", "84"],
    ["uvicorn a:b --port 85", "85"],
    ["uvicorn a:b --port=$PORT", "$PORT"],
    ["uvicorn a:b --port ${PORT:-8000}", "${PORT:-8000}"],
    ["granian --port 86 a", "86"],
    ["flask run -p 87", "87"],
    ["flask run -p87", "87"],
    ["daphne -p 88 a:b", "88"],
    ["waitress-serve --listen=*:89 a:b", "89"],
    ["streamlit run a.py --server.port=90", "90"],
    ["uwsgi --http :91", "91"],
    ["python manage.py runserver 0.0.0.0:92", "92"],
    ["python manage.py runserver 93", "93"],
    ["python -m http.server 94", "94"],
    ["next start -p 95", "95"],
    ["http-server -p 96", "96"],
    ["vite preview --port 97", "97"],
    ["serve -l 98", "98"],
    ["serve -l tcp://0.0.0.0:99", "99"],
    ["php -S 0.0.0.0:100", "100"],
    ["php artisan serve --port=101", "101"],
    ["rails s -b 0.0.0.0 -p 102", "102"],
    ["puma -b tcp://0.0.0.0:103", "103"],
    ["rackup -p 104", "104"],
    ["unicorn -l 0.0.0.0:105", "105"],
    ["thin -p 106", "106"],
    ["java -Dserver.port=107 -jar a.jar", "107"],
    ["java -jar a.jar --server.port=108", "108"],
    ["dotnet a.dll --urls http://+:109", "109"],
    ["./server --port 110", "110"],
    ["./server -port=111", "111"],
    ["./server -p 112", "none"],
    ["uvicorn a:b --workers 4", "8000"],
    ["gunicorn -b 0.0.0.0 a:b", "8000 (PORT)"],
    ["gunicorn -b unix:/x.sock -b :113 a:b", "113"],
  ])("by %s is %s", (call, found) => {
    expect(told(call)).toBe(found);
  });

  test.each([
    ["uvicorn a:b --port 85", "--port 85"],
    ["uvicorn a:b --port=85", "--port=85"],
    ["python manage.py runserver 93", "93"],
    ["uvicorn a:b", ""],
  ])("%s says it by %j", (call, text) => {
    expect(says(call)).toBe(text);
  });
});

test.each([["gunicorn -b unix:/x.sock a:b"], ["uvicorn a:b --uds /x.sock"], ["uvicorn a:b --port ${P}00"]])(
  "%s listens on no default",
  (call) => {
    expect(told(call)).toBe("none");
  },
);

test("glued words are quoted once", () => {
  expect(says("gunicorn -b0.0.0.0:80 a")).toBe("-b0.0.0.0:80");
});
