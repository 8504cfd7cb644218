namespace Weir.Cli.Invocation;

/// <summary>Commands under one heading.</summary>
internal sealed record CommandGroup(string Heading, IReadOnlyList<WeirCommand> Commands);
