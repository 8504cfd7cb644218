namespace Weir.Tests.Cli.Invocation;

/// <summary>Calls that cannot be right: each is refused with a code, a sentence and what to do.</summary>
public sealed class WrongCallTests
{
    [Theory]
    [InlineData("qery", "WEIR1001", "no command 'qery'", "Did you mean 'query'?")]
    [InlineData("frobnicate", "WEIR1001", "no command 'frobnicate'", "'weir --help' lists the commands.")]
    [InlineData("--jsn", "WEIR1001", "no option '--jsn'", "'weir --help'")]
    [InlineData("--project", "WEIR1001", "--project needs a value: --project DIR", "'weir --help'")]
    [InlineData("loads --jsn", "WEIR1001", "'weir loads' has no option '--jsn'", "Did you mean '--json'?")]
    [InlineData("loads -x", "WEIR1001", "'weir loads' has no option '-x'", "'weir loads --help'")]
    [InlineData("loads -n", "WEIR1001", "--limit needs a value: --limit N", "'weir loads --help'")]
    [InlineData("loads -n 0", "WEIR1001", "from 1 to 10000", "'weir loads --help'")]
    [InlineData("loads -n many", "WEIR1001", "from 1 to 10000, not 'many'", "'weir loads --help'")]
    [InlineData("loads -n 5 -n 6", "WEIR1001", "-n", "'weir loads --help'")]
    [InlineData("loads a b", "WEIR1001", "does not know what to do with 'b'", "'weir loads --help'")]
    [InlineData("quarantine --load x", "WEIR1001", "--load takes the numbers that 'weir loads' lists, not 'x'.", "'weir quarantine --help'")]
    [InlineData("put", "WEIR1001", "'weir put' needs FILE... BUCKET/KEY|PREFIX/", "weir put FILE... BUCKET/KEY|PREFIX/")]
    [InlineData("put weir.yaml", "WEIR1001", "'weir put' needs", "weir put FILE... BUCKET/KEY|PREFIX/")]
    [InlineData("query", "WEIR1001", "'weir query' needs", "weir query \"SQL\"")]
    [InlineData("query FROM --format xml", "WEIR1001", "table, csv or json, not 'xml'", "'weir query --help'")]
    [InlineData("dead-letters --redrive one", "WEIR1001", "--redrive", "'weir dead-letters --help'")]
    [InlineData("dataset", "WEIR1001", "'weir dataset' needs one word more", "create, list, show, delete")]
    [InlineData("dataset lst raw", "WEIR1001", "no command 'dataset lst'", "Did you mean 'list'?")]
    [InlineData("dataset create raw", "WEIR1001", "'weir dataset create' needs FROM...", "weir dataset create BUCKET/PREFIX FROM...")]
    [InlineData("dataset delete raw", "WEIR1001", "needs either NAME...", "'weir dataset delete --help'")]
    [InlineData("dataset delete raw 20260101_000000_utc --keep 1", "WEIR1001", "needs either NAME...", "'weir dataset delete --help'")]
    [InlineData("dataset delete raw --keep 0", "WEIR1001", "from 1 on, not '0'", "'weir dataset delete --help'")]
    [InlineData("dataset delete raw --older-than 3y", "WEIR1001", "such as 12h or 30d, not '3y'", "'weir dataset delete --help'")]
    [InlineData("put weir.yaml /x", "WEIR1005", "'/x' names no bucket", "'weir ls'")]
    [InlineData("get raw/", "WEIR1005", "'raw/' names no object", "'weir ls raw/'")]
    [InlineData("rm raw", "WEIR1005", "'raw' names no object", "'weir ls raw'")]
    [InlineData("rm raw/orders/", "WEIR1005", "'raw/orders/' names no object", "'weir rm --recursive raw/orders/'")]
    [InlineData("ls --env a/b", "WEIR1003", "'a/b' cannot be the name of an environment", "another name")]
    [InlineData("validate --project nowhere", "WEIR1002", "no weir.yaml in", "'weir init DIR'")]
    [InlineData("init . --template ordrs", "WEIR2601", "no starter 'ordrs'", "Did you mean 'orders'?")]
    [InlineData("init .", "WEIR2602", "weir.yaml' is there already", "another folder")]
    public async Task A_wrong_call_says_what_is_wrong_and_what_to_do(string call, string code, string saying, string hint)
    {
        using var project = new CliProject();

        var answer = await project.RunAsync(call.Split(' '));

        answer.Refused(code, saying, hint);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, ".weir")), "A wrong call opens nothing.");
    }

    [Theory]
    [InlineData("put none.json raw/", "WEIR1004", "no file none.json", "the path is right")]
    [InlineData("put - raw/", "WEIR1005", "whole key", "trailing slash")]
    [InlineData("ls rww", "WEIR3002", "no bucket 'rww'", "Did you mean 'raw'?")]
    [InlineData("put weir.yaml rww/", "WEIR3002", "no bucket 'rww'", "Did you mean 'raw'?")]
    [InlineData("rm -r rww/x", "WEIR3002", "no bucket 'rww'", "Did you mean 'raw'?")]
    [InlineData("put weir.yaml raw/../x", "WEIR3001", "..", "")]
    [InlineData("get raw/none.json", "WEIR7010", "raw/none.json", "'weir ls raw'")]
    [InlineData("loads ordrs", "WEIR7011", "no table 'ordrs'", "Did you mean 'orders'?")]
    [InlineData("quarantine ordrs", "WEIR7011", "no table 'ordrs'", "Did you mean 'orders'?")]
    [InlineData("dataset list rww", "WEIR3002", "no bucket 'rww'", "Did you mean 'raw'?")]
    [InlineData("dataset show raw today", "WEIR6406", "'today' is no dataset's name", "20260131_080500_utc")]
    [InlineData("dataset show raw", "WEIR6402", "No dataset has been published at raw yet", "weir dataset create raw FROM...")]
    [InlineData("query SELEC", "WEIR6010", "syntax error at or near \"SELEC\"", "SQL")]
    [InlineData("query FROM/**/ordrs", "WEIR6010", "ordrs", "SQL")]
    public async Task A_call_about_what_is_not_there_says_so(string call, string code, string saying, string hint)
    {
        using var project = new CliProject();

        (await project.RunAsync(call.Split(' '))).Refused(code, saying, hint);
    }

    [Fact]
    public async Task The_help_of_a_word_lists_the_commands_that_begin_with_it()
    {
        using var project = new CliProject(null);

        var help = (await project.RunAsync("dataset", "--help")).Fine();

        Assert.Contains("weir dataset COMMAND", help, StringComparison.Ordinal);
        Assert.Contains("dataset delete BUCKET/PREFIX NAME... | --keep N", help, StringComparison.Ordinal);
        Assert.DoesNotContain("dead-letters", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_there_to_remove_is_told_after_what_was()
    {
        using var project = new CliProject();
        (await project.RunAsync("put", "weir.yaml", "raw/a")).Fine();

        var answer = await project.RunAsync("rm", "raw/a", "raw/b");

        Assert.Equal(2, answer.ExitCode);
        Assert.Equal("removed 1 object\n", answer.Output);
        Assert.StartsWith("WEIR1006 1 of 2 objects was not there.", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_dashes_nothing_is_an_option()
    {
        using var project = new CliProject();
        project.Write("--json", "{}");

        (await project.RunAsync("put", "--", "--json", "raw/")).Fine();

        Assert.Contains("--json", (await project.RunAsync("ls", "raw")).Fine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("put", "--help")]
    [InlineData("put", "-h", "--no-such-option")]
    public async Task Help_needs_no_project(params string[] call)
    {
        using var project = new CliProject(yaml: null);

        Assert.Contains("Usage", (await project.RunAsync(call)).Fine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_on_a_command_may_be_asked_for_either_way()
    {
        using var project = new CliProject(yaml: null);

        Assert.Equal((await project.RunAsync("put", "--help")).Fine(), (await project.RunAsync("help", "put")).Fine());
    }

    [Fact]
    public async Task A_project_with_mistakes_is_refused_by_every_command_with_all_of_them()
    {
        using var project = new CliProject("project: orders\nbuckets: { raw: {} }\npipelines: { p: { trigers: [] } }\ntables: { t: { source: rww/x.json } }\n");

        foreach (var call in new[] { "validate", "up", "ls", "loads" })
        {
            var answer = await project.RunAsync(call);

            Assert.Equal(2, answer.ExitCode);
            Assert.Equal("", answer.Output);
            Assert.Contains("weir.yaml:3:19: WEIR", answer.Errors, StringComparison.Ordinal);
            Assert.Contains("Did you mean 'triggers'?", answer.Errors, StringComparison.Ordinal);
            Assert.Contains("Did you mean 'raw'?", answer.Errors, StringComparison.Ordinal);
            Assert.Contains(" in 1 file\n", answer.Errors, StringComparison.Ordinal);
        }
    }
}
