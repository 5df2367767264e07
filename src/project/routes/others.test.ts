import { describe, expect, test } from "@jest/globals";
import type { Files } from "../testing/memory-context.js";
import { routeOf } from "../testing/route-of.js";

const UP = 'get "up" => "rails/health#show", as: :rails_health_check';
const rails = (routes: string, production = "Rails.application.configure do\nend"): Files => ({
  "config/routes.rb": `Rails.application.routes.draw do\n${routes}\nend\n`,
  "config/environments/production.rb": production,
});
const laravel = (routing: string, more = ""): Files => ({
  "bootstrap/app.php": `<?php\nreturn Application::configure()\n->withRouting(web: 'a', ${routing})${more}->create();`,
});
const CHECKS = "builder.Services.AddHealthChecks();";
const aspnet = (text: string, services = CHECKS): Files => ({
  "Program.cs": `var builder = WebApplication.CreateBuilder(args);\n${services}\nvar app = builder.Build();\n${text}\napp.Run();`,
});

describe("routes that are believed", () => {
  test.each<[name: string, files: Files, route: string]>([
    ["rails", rails(UP), "/up config/routes.rb:2 rails"],
    [
      "rails behind blocks",
      rails(`namespace :api do\n  get "x", to: "y#z"\nend\nget "/health", to: "rails/health#show"`),
      "/health config/routes.rb:5 rails",
    ],
    [
      "rails behind a proxy",
      rails(UP, "config.assume_ssl = true\nconfig.force_ssl = true"),
      "/up config/routes.rb:2 rails",
    ],
    ["laravel", laravel("health: '/up'"), "/up bootstrap/app.php:3 laravel"],
    [
      "laravel with middleware",
      laravel("health: 'up',", "->withMiddleware(function ($m) { $m->web(append: [A::class]); })"),
      "/up bootstrap/app.php:3 laravel",
    ],
    ["aspnet", aspnet('app.UseAuthorization();\napp.MapHealthChecks("/healthz");'), "/healthz Program.cs:5 aspnet"],
    ["aspnet's own", aspnet('app.MapGet("/health", () => Results.Ok());', ""), "/health Program.cs:4 aspnet"],
  ])("%s", (_, files, route) => {
    expect(routeOf(files)).toBe(route);
  });
});

describe("routes that are not believed", () => {
  test.each<[name: string, files: Files]>([
    ["rails' comment", rails(`# ${UP}`)],
    ["rails' block comment", rails(`=begin\n${UP}\n=end`)],
    ["rails' scope", rails(`scope "/x" do\n${UP}\nend`)],
    ["rails' condition", rails(`${UP} if Rails.env.development?`)],
    ["rails' conditions around", rails(`if x\n${UP}\nend`)],
    ["rails' own controller", rails('get "up" => "health#show"')],
    ["rails' constraint", rails('get "up" => "rails/health#show", constraints: { host: "a" }')],
    ["rails' redirection", rails(UP, "config.force_ssl = true")],
    ["rails' hosts", rails(UP, 'config.hosts << "a"')],
    ["rails without production", { "config/routes.rb": rails(UP)["config/routes.rb"]! }],
    ["rails' method", rails('post "up" => "rails/health#show"')],
    ["laravel without the route", laravel("api: 'b'")],
    ["laravel's comment", laravel("/* health: '/up' */ api: 'b'")],
    ["laravel's line comment", laravel("# health: '/up'\n// health: '/up'\napi: 'b'")],
    ["laravel's text", laravel("web: \"health: '/up'\"")],
    ["laravel's setting", laravel("health: config('x')")],
    ["laravel's interpolation", laravel('health: "/{$x}"')],
    [
      "laravel's guard",
      laravel("health: '/up'", "->withMiddleware(function ($m) { $m->append(Authenticate::class); })"),
    ],
    ["laravel's hosts", laravel("health: '/up'", "->withMiddleware(function ($m) { $m->trustHosts(); })")],
    ["laravel's template", { "bootstrap/app.php": "x\n<?php ->withRouting(health: '/up')" }],
    ["aspnet's comment", aspnet('// app.MapHealthChecks("/health");')],
    ["aspnet's text", aspnet('var x = @"app.MapHealthChecks(""/health"");";')],
    ["aspnet without checks", aspnet('app.MapHealthChecks("/health");', "")],
    ["aspnet's authorization", aspnet('app.MapHealthChecks("/health").RequireAuthorization();')],
    ["aspnet's redirection", aspnet('app.UseHttpsRedirection();\napp.MapHealthChecks("/health");')],
    ["aspnet's base", aspnet('app.UsePathBase("/x");\napp.MapHealthChecks("/health");')],
    ["aspnet's policy", aspnet('app.MapHealthChecks("/health");', `${CHECKS} o.FallbackPolicy = p;`)],
    ["aspnet's middleware", aspnet('app.UseMiddleware<ApiKeyMiddleware>();\napp.MapHealthChecks("/health");')],
    ["aspnet's condition", aspnet('if (dev)\n{\n app.MapHealthChecks("/health");\n}')],
    ["aspnet's parameters", aspnet('app.MapGet("/status", (int id) => id);')],
    ["aspnet's post", aspnet('app.MapPost("/health", () => 1);')],
  ])("%s", (_, files) => {
    expect(routeOf(files)).toBe("none");
  });
});
