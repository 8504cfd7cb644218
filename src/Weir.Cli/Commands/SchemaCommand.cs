using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Project;

namespace Weir.Cli.Commands;

/// <summary><c>weir schema</c>.</summary>
internal sealed class SchemaCommand : WeirCommand
{
    private readonly Terminal _terminal;

    public SchemaCommand(Terminal terminal)
        : base("schema", "Prints the JSON Schema of the project file, for editors to complete and check by.")
    {
        _terminal = terminal;
        Remarks = "In an editor that knows YAML schemas, begin weir.yaml with: # yaml-language-server: $schema=./weir.schema.json";
        Examples = [new("weir schema > weir.schema.json", "beside weir.yaml")];
    }

    public override Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        _terminal.Out.WriteLine(ProjectSchema.Json().TrimEnd());
        return Task.FromResult(ExitCodes.Fine);
    }
}
