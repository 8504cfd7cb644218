using Weir.Failures;
using Weir.Project;
using Weir.Projects;

namespace Weir.Tests.Project.Reading;

public class EnvironmentKeysTests
{
    private const string Yaml =
        """
        project: p
        buckets:
          raw: { path: ./in }
          out: {}
        connections:
          db: { type: sqlite, path: local.db }
        vars: { region: eu, batch: 500, dry: true }
        environments:
          prod:
            vars: { region: us, host: a.example }
            buckets: { raw: { path: /srv/in } }
            connections: { db: { type: postgres, host: h, database: d, user: u, password: { secret: Db_Password } } }
            tenants: [acme]
          dev: { vars: { host: b.example } }
        tenants:
          acme: { vars: { account: 12 }, secret_names: { db-password: legacy } }
        pipelines:
          sync:
            triggers: [{ manual: true }]
            inputs: { tenant: { default: acme } }
            tenant: "{{inputs.tenant}}"
            steps: [{ copy: { from: "raw/{{tenant.name}}", to: "out/{{environment}}/{{vars.region}}/{{tenant.vars.account}}-{{tenant.vars.region}}" } }]
        """;

    [Fact]
    public void An_environment_has_its_own_values_and_those_of_the_project()
    {
        using var folder = ProjectFolder.Of(Yaml).With("tenants/globex.yaml", "vars: { account: g }");

        var (local, prod) = (ReadIn(folder, "local"), ReadIn(folder, "prod"));

        Assert.Equal("batch=500 dry=True region=eu", Told(local));
        Assert.Equal("batch=500 dry=True host=a.example region=us", Told(prod));
        Assert.Equal(("./in", "/srv/in"), (local.Buckets["raw"].Path, prod.Buckets["raw"].Path));
        Assert.Equal(["acme", "globex"], local.Tenants.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["acme"], prod.Tenants.Keys);
        Assert.Equal((12L, "us"), (prod.Tenants["acme"].Vars["account"], prod.Tenants["acme"].Vars["region"]));
        Assert.Equal("db-password", ((Weir.Connections.ConnectionDefinition.Postgres)prod.Connections["db"]).PasswordSecret!.Value.Text);
        Assert.Equal(("prod", local.Revision), (prod.Environment, prod.Revision));
        Assert.Equal("db-password", Assert.Single(local.Secrets).Name.Text);
    }

    [Fact]
    public void A_project_that_declares_environments_has_these_and_local_alone()
    {
        using var folder = ProjectFolder.Of(Yaml).With("tenants/globex.yaml", "vars: { account: g }");

        var failure = Assert.Throws<RefusedException>(() => ReadIn(folder, "prdo")).Failure;

        Assert.Equal("WEIR1003", failure.Code);
        Assert.Contains("Did you mean 'prod'?", failure.Hint, StringComparison.Ordinal);
        using var free = ProjectFolder.Of("project: p\nbuckets: { raw: }");
        Assert.Equal("anything", ReadIn(free, "anything").Environment);
    }

    [Theory]
    [InlineData("environments: { prod: { buckets: { rwa: {} } } }", "3:36 WEIR2923")]
    [InlineData("environments: { prod: { connections: { c: { type: sqlite, path: x } } } }", "3:40 WEIR2923")]
    [InlineData("environments: { prod: { tenants: [acme] } }", "3:35 WEIR2923")]
    [InlineData("environments: { prod: { buckets: { raw: { path: both }, curated: { path: both/x } } } }", "3:74 WEIR2304")]
    [InlineData("environments: { a/b: }", "3:17 WEIR2203")]
    [InlineData("environments: { functions: }", "3:17 WEIR2203")]
    [InlineData("environments: { prod: { pipelines: {} } }", "3:25 WEIR2101")]
    [InlineData("environments: [prod]", "3:15 WEIR2104")]
    [InlineData("vars: { a: [1] }", "3:12 WEIR2104")]
    [InlineData("vars: { a: }", "3:12 WEIR2104")]
    [InlineData("vars: { a b: 1 }", "3:9 WEIR2203")]
    [InlineData("tenants: { Acme: }", "3:12 WEIR2203")]
    [InlineData("tenants: { acme: { secret_names: { a: b c } } }", "3:39 WEIR2203")]
    [InlineData("tenants: { acme: { secrets: {} } }", "3:20 WEIR2101")]
    [InlineData("tenants: { acme: { objects: raw/acme } }", "3:29 WEIR7431")]
    [InlineData("tenants: { acme: { objects: [raw/] } }", "3:30 WEIR7431")]
    [InlineData("tenants: { acme: { objects: raw/../curated/ } }", "3:29 WEIR7431")]
    [InlineData("tenants: { acme: { objects: [raw/acme/, rwa/acme/] } }", "3:41 WEIR7431")]
    [InlineData("tenants: { a: { objects: raw/acme }, b: { objects: raw/acme2/ } }", "3:26 WEIR7431")]
    [InlineData("tenants: { a: { objects: raw/acme/ }, b: { objects: [curated/b/, raw/acme/x/] } }", "3:66 WEIR7432")]
    [InlineData("tenants: { b: { objects: raw/acme/x/ }, a: { objects: raw/acme/ } }", "3:55 WEIR7432")]
    [InlineData("tenants: { a: { objects: raw/acme/ }, b: { objects: raw/acme/ } }", "3:53 WEIR7432")]
    [InlineData("tenants: { a: , b: { objects: raw/a/x/ } }", "3:31 WEIR7432")]
    [InlineData("tenants: { b: { objects: raw/a/ }, a: }", "3:26 WEIR7432")]
    [InlineData("tenants: { a: { objects: raw/acme/ }, b: { objects: [raw/acme2/, raw/acm/, curated/acme/] } }", "")]
    [InlineData("tenants: { a: { objects: [raw/acme/, raw/acme/x/] }, b: { objects: raw/a/ }, acme: { objects: raw/own/ } }", "")]
    [InlineData("tenants: { a: , a-b: , ab: { objects: raw/b/a/ } }", "")]
    public void A_mistake_of_an_environment_or_a_tenant_has_its_place_and_code(string yaml, string expected) =>
        Assert.Equal(expected, Codes($"project: p\nbuckets: {{ raw: , curated: }}\n{yaml}"));

    [Theory]
    [InlineData("vars.nowhere", "", "WEIR2502", "not known here")]
    [InlineData("vars.host", "", "WEIR2502", "which the environment 'local' does not have")]
    [InlineData("vars.region", "", "", "")]
    [InlineData("environment", "", "", "")]
    [InlineData("tenant.name", "", "WEIR2502", "for no tenant")]
    [InlineData("tenant.name", "tenant: acme", "", "")]
    [InlineData("tenant.vars.account", "tenant: acme", "WEIR2502", "which the tenant 'globex' does not have")]
    [InlineData("tenant.vars.region", "tenant: acme", "", "")]
    [InlineData("vars.region", "tenant: other", "WEIR2924", "no tenant of the project")]
    [InlineData("vars.region", "tenant: '{{tenant.name}}'", "WEIR2502", "not known here")]
    [InlineData("vars.region", "tenant: \"{{secret 'x'}}\"", "WEIR2922", "stored or shown")]
    [InlineData("secret 'x'", "", "WEIR2922", "stored or shown")]
    [InlineData("secret vars.region", "", "WEIR2921", "in quotes")]
    [InlineData("secret 'a b'", "", "WEIR2921", "in quotes")]
    [InlineData("secret", "", "WEIR2504", "0 of 1")]
    public void A_template_may_name_what_every_environment_and_tenant_has(string name, string tenant, string code, string saying)
    {
        var mistakes = ProjectFolder.Mistakes(
            $$$"""
            project: p
            buckets: { raw: , out: }
            vars: { region: eu }
            environments: { prod: { vars: { host: h } } }
            tenants: { acme: { vars: { account: 1 } }, globex: }
            pipelines:
              a:
                triggers: [{ object_created: raw/** }]
                {{{tenant}}}
                steps: [{ delete: "out/{{{{{name}}}}}" }]
            """);

        Assert.Equal(code, string.Join(',', mistakes.Select(mistake => mistake.Failure.Code)));
        Assert.All(mistakes, mistake => Assert.Contains(saying, mistake.Failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_published_has_no_secrets_and_what_a_function_gets_may()
    {
        using var folder = ProjectFolder.Of(
            """
            project: p
            buckets: { raw: }
            tenants: { acme: }
            pipelines:
              a:
                triggers: [{ object_created: raw/** }]
                tenant: acme
                steps:
                  - function: f
                    input: { token: "{{secret 'API_TOKEN'}}" }
              b:
                triggers: [{ object_created: raw/** }]
                steps: [{ publish: { topic: t, message: { x: "{{secret 'x'}}" } } }]
            """)
            .With("functions/f/handler.py", "def handler(event, context): pass")
            .With("functions/f/function.yaml", "env: { A: { secret: db-password }, B: \"u:{{secret 'x'}}\", C: 5, D: \"{{event.key}}\" }");

        Assert.Equal(
            "functions/f/function.yaml:1 WEIR2502,weir.yaml:13 WEIR2922",
            string.Join(',', folder.Read().Diagnostics.OrderBy(d => d.File, StringComparer.Ordinal).Select(d => $"{d.File}:{d.Line} {d.Failure.Code}")));
        folder.With("functions/f/function.yaml", "env: { A: { secret: db-password } }");
        folder.With("weir.yaml", File.ReadAllText(Path.Combine(folder.Path, "weir.yaml")).Replace("x: \"{{secret 'x'}}\"", "x: y", StringComparison.Ordinal));
        Assert.Equal(
            ["api-token pipeline 'a' True", "db-password variable 'A' of function 'f' False"],
            folder.ReadGood().Secrets.Select(s => $"{s.Name} {s.By} {s.IsOfTenant}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pipeline_has_no_tenant_where_there_are_none() => Assert.Equal(
        "5:40 WEIR2924",
        Codes("project: p\nbuckets: { raw: }\npipelines:\n  a: { triggers: [object_created: raw/*],\n       steps: [delete: raw/a], tenant: acme }"));

    private static string Codes(string yaml) =>
        string.Join(',', ProjectFolder.Mistakes(yaml).Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}"));

    private static string Told(ProjectDefinition project) =>
        string.Join(' ', project.Vars.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));

    private static ProjectDefinition ReadIn(ProjectFolder folder, string environment)
    {
        var read = ProjectReader.Read(folder.Path, environment);
        Assert.Empty(read.Diagnostics);
        return read.Definition!;
    }
}
