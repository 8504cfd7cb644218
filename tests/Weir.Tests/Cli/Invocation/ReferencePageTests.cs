using System.Text.RegularExpressions;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Tests.House;

namespace Weir.Tests.Cli.Invocation;

public sealed partial class ReferencePageTests : IDisposable
{
    private readonly Terminal _terminal = new(Stream.Null, Stream.Null, Stream.Null);
    private readonly CommonOptions _common = new(".");
    private readonly CommandTree _commands;

    public ReferencePageTests() => _commands = Weir.Cli.House.CommandsOn(_terminal, _common, (_, _) => Task.FromResult(ExitCodes.Fine));

    [Fact]
    public void The_committed_reference_is_the_generated_one()
    {
        const string file = "docs/reference/command-line.md";
        var (path, generated) = (Path.Combine(Sources.Root, file), ReferencePage.Text(_commands));
        if (Environment.GetEnvironmentVariable("WEIR_WRITE_REFERENCE") == "1")
        {
            File.WriteAllText(path, generated);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == generated,
            $"{file} is not what the commands say. Run: WEIR_WRITE_REFERENCE=1 dotnet test tests/Weir.Tests --filter ReferencePageTests");
    }

    [Fact]
    public void Every_command_has_examples_that_it_takes()
    {
        foreach (var command in _commands.Commands)
        {
            Assert.NotEmpty(command.Examples);
            foreach (var example in command.Examples)
            {
                var call = _commands.Root.Parse(WordsOf(example.Call));

                Assert.Same(command, call.CommandResult.Command);
                Assert.Null(Mistakes.In(call, _commands, _common));
            }
        }
    }

    public void Dispose() => _terminal.Dispose();

    /// <summary>The words after <c>weir</c> in its part of a pipeline, without what is redirected.</summary>
    private static List<string> WordsOf(string typed) =>
    [
        .. Word.Matches(typed).Select(word => word.Value)
            .SkipWhile(word => word != "weir").Skip(1)
            .TakeWhile(word => word is not ("|" or ">" or "<"))
            .Select(word => word.Trim('"')),
    ];

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|[^ ]+
        """)]
    private static partial Regex Word { get; }
}
