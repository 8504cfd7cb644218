using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Project;
using Weir.Project.Testing;

namespace Weir.Cli.Commands;

/// <summary><c>weir schema</c>.</summary>
internal sealed class SchemaCommand : WeirCommand
{
    private readonly Terminal _terminal;
    private readonly Option<bool> _tests = new("--tests") { Description = "Prints that of the files of tests/." };

    public SchemaCommand(Terminal terminal)
        : base("schema", "Prints the JSON Schema of the project file, for editors to complete and check by.")
    {
        _terminal = terminal;
        Remarks = "In an editor that knows YAML schemas, begin weir.yaml with: # yaml-language-server: $schema=./weir.schema.json";
        Examples =
        [
            new("weir schema > weir.schema.json", "beside weir.yaml"),
            new("weir schema --tests > tests/tests.schema.json", "beside the tests, which begin with: # yaml-language-server: $schema=./tests.schema.json"),
        ];
        Options.Add(_tests);
    }

    public override Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        _terminal.Out.WriteLine((call.GetValue(_tests) ? TestSchema.Json() : ProjectSchema.Json()).TrimEnd());
        return Task.FromResult(ExitCodes.Fine);
    }
}
