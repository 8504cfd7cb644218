using System.Text.Json;
using System.Xml.Linq;

namespace Weir.Tests.Cli.Drawing;

/// <summary><c>weir graph</c>, as it is typed.</summary>
public sealed class GraphCommandTests
{
    private const string Shop =
        """
        project: shop
        on_failure: [{ slack: { webhook: "https://example.org/not-shown" } }]
        buckets: { raw: {}, curated: {} }
        tables:
          orders: { source: curated/**.json }
        reconciliations:
          whole: { source: { files: raw/*.csv }, target: orders, key: [id], schedule: "@daily" }
        pipelines:
          curate:
            triggers: [{ object_created: raw/**.json }]
            steps:
              - { name: copied, copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" } }
              - { name: kept, needs: [], copy: { from: "{{event.bucket}}/{{event.key}}", to: "{{event.bucket}}/kept/{{event.stem}}" } }
              - { name: told, publish: { topic: news, message: { id: 1 } } }
          report:
            triggers: [{ load: orders }, { message: news }, { after: curate, on: failure }, { http: { path: "/reports/{id}" } }]
            steps:
              - { run: asked }
              - { export: { table: orders, to: curated/report.csv } }
          asked:
            triggers: [{ manual: true }]
            steps: [{ delete: raw/x }]
        """;

    private static readonly string[] ShopNodes =
    [
        "bucket curated", "bucket raw", "pipeline asked", "pipeline curate", "pipeline report", "table orders", "topic news",
        "schedule 0 0 * * * UTC", "request POST /reports/{id}", "reconciliation whole", "notification slack", "failure anything that fails",
    ];

    [Fact]
    public async Task Mermaid_has_what_there_is_and_what_goes_where()
    {
        using var project = new CliProject(Shop);

        var drawn = (await project.RunAsync("graph")).Fine();

        Assert.Equal(
            """
            flowchart LR
              n1[("bucket<br/>curated")]
              n2[("bucket<br/>raw")]
              n3["pipeline<br/>asked"]
              n4["pipeline<br/>curate"]
              n5["pipeline<br/>report"]
              n6[["table<br/>orders"]]
              n7(["topic<br/>news"])
              n8(["schedule<br/>0 0 #42; #42; #42; UTC"])
              n9(["request<br/>POST /reports/{id}"])
              n10{"reconciliation<br/>whole"}
              n11>"notification<br/>slack"]
              n12["failure<br/>anything that fails"]
              n1 -->|"#42;#42;.json"| n6
              n2 -->|"source"| n10
              n6 -->|"target"| n10
              n8 --> n10
              n2 -->|"#42;#42;.json"| n4
              n4 --> n1
              n4 --> n2
              n4 --> n7
              n6 -->|"load"| n5
              n7 --> n5
              n4 -->|"after failure"| n5
              n9 --> n5
              n5 -->|"runs"| n3
              n5 --> n1
              n6 -->|"reads"| n5
              n12 --> n11
              classDef bucket stroke:#2563eb,stroke-width:2px
              class n1,n2 bucket
              classDef pipeline stroke:#7c3aed,stroke-width:2px
              class n3,n4,n5 pipeline
              classDef table stroke:#059669,stroke-width:2px
              class n6 table
              classDef topic stroke:#6b7280,stroke-width:2px
              class n7 topic
              classDef schedule stroke:#6b7280,stroke-width:2px
              class n8 schedule
              classDef http stroke:#6b7280,stroke-width:2px
              class n9 http
              classDef reconciliation stroke:#0891b2,stroke-width:2px
              class n10 reconciliation
              classDef notification stroke:#dc2626,stroke-width:2px
              class n11 notification
              classDef failures stroke:#dc2626,stroke-width:2px
              class n12 failures
            """,
            Lines(drawn));
    }

    [Fact]
    public async Task Mermaid_has_the_steps_of_pipelines_when_asked()
    {
        using var project = new CliProject(Shop);

        var drawn = (await project.RunAsync("graph", "--steps")).Fine();

        Assert.Contains(
            """
              subgraph n4["pipeline<br/>curate"]
                n4s1["copy<br/>copied"]
                n4s2["copy<br/>kept"]
                n4s3["publish<br/>told"]
                n4s1 --> n4s3
                n4s2 --> n4s3
              end
            """,
            drawn,
            StringComparison.Ordinal);
        Assert.Contains("  n4s1 --> n1\n  n4s2 --> n2\n  n4s3 --> n7\n", drawn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_svg_is_well_formed_and_shows_every_node_in_a_place_of_its_own(bool steps)
    {
        using var project = new CliProject(Shop);

        var svg = XDocument.Parse((await project.RunAsync(["graph", "--format", "svg", .. steps ? ["--steps"] : Array.Empty<string>()])).Fine()).Root!;

        XNamespace ns = "http://www.w3.org/2000/svg";
        Assert.Equal(ShopNodes, svg.Elements(ns + "g").Select(node => node.Element(ns + "title")!.Value));
        Assert.Equal(steps ? 6 : 0, svg.Descendants(ns + "text").Count(text => (string?)text.Attribute("class") == "step"));
        var boxes = svg.Descendants(ns + "rect").Where(box => (string?)box.Attribute("class") == "box").Select(Box.Of).ToList();
        Assert.Equal(ShopNodes.Length, boxes.Count);
        Assert.DoesNotContain(boxes.SelectMany((one, at) => boxes.Skip(at + 1).Select(other => (one, other))), pair => pair.one.Meets(pair.other));
        var page = new Box(0, 0, (double)svg.Attribute("width")!, (double)svg.Attribute("height")!);
        Assert.All(boxes, box => Assert.True(box.IsIn(page)));
    }

    [Fact]
    public async Task Names_with_odd_characters_are_what_they_are()
    {
        const string Odd = """a "<b>" & #c `d` [e] | {f}""";
        using var project = new CliProject($"project: odd\nbuckets: {{ raw: {{}} }}\ntables:\n  '{Odd}': {{ source: raw/*.json }}\n");

        var mermaid = (await project.RunAsync("graph")).Fine();
        var svg = XDocument.Parse((await project.RunAsync("graph", "-f", "svg")).Fine());
        using var json = JsonDocument.Parse((await project.RunAsync("graph", "--json")).Fine());

        Assert.Contains("""n2[["table<br/>a #34;#60;b#62;#34; #38; #35;c #96;d#96; [e] | {f}"]]""", mermaid, StringComparison.Ordinal);
        Assert.Contains("""|"#42;.json"|""", mermaid, StringComparison.Ordinal);
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "title" && element.Value == $"table {Odd}");
        Assert.Contains(json.RootElement.GetProperty("nodes").EnumerateArray(), node => node.GetProperty("name").GetString() == Odd);
    }

    [Fact]
    public async Task A_circle_and_a_project_without_anything_are_drawn()
    {
        using var circle = new CliProject(
            """
            project: circle
            buckets: { raw: {} }
            pipelines:
              one:
                triggers: [{ object_created: raw/in/* }]
                steps: [{ copy: { from: "raw/{{event.key}}", to: raw/out/x } }]
            """);
        using var empty = new CliProject("project: empty\n");

        var json = (await circle.RunAsync("graph", "--json")).Fine();

        Assert.Contains("""[{"from":"bucket:raw","to":"pipeline:one","label":"in/*","step":null},{"from":"pipeline:one","to":"bucket:raw","label":"","step":null}]""", json, StringComparison.Ordinal);
        Assert.Contains("marker-start", (await circle.RunAsync("graph", "-f", "svg")).Fine(), StringComparison.Ordinal);
        Assert.NotNull(XDocument.Parse((await empty.RunAsync("graph", "-f", "svg")).Fine()).Root);
    }

    [Fact]
    public async Task A_project_with_a_mistake_and_an_unknown_format_are_refused()
    {
        using var wrong = new CliProject("project: wrong\nbucket: {}\n");
        using var sound = new CliProject();

        var mistaken = await wrong.RunAsync("graph");

        Assert.Equal((2, ""), (mistaken.ExitCode, mistaken.Output));
        Assert.Contains("weir.yaml:2:1", mistaken.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await sound.RunAsync("graph", "--format", "png")).ExitCode);
    }

    private static string Lines(string drawn) => drawn.TrimEnd().ReplaceLineEndings("\n");

    private sealed record Box(double X, double Y, double Width, double Height)
    {
        public static Box Of(XElement box) =>
            new((double)box.Attribute("x")!, (double)box.Attribute("y")!, (double)box.Attribute("width")!, (double)box.Attribute("height")!);

        public bool Meets(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;

        public bool IsIn(Box page) => X >= page.X && Y >= page.Y && X + Width <= page.Width && Y + Height <= page.Height;
    }
}
