using System.CommandLine;

using Weir.Cli.Rendering;
using Weir.Cli.Terminals;

namespace Weir.Cli.Invocation;

/// <summary>Explains weir, or one command.</summary>
internal static class HelpPage
{
    /// <summary>The least room for a meaning beside its name.</summary>
    private const int Narrowest = 36;

    public static void Print(CommandTree commands, WeirCommand? command, Terminal terminal)
    {
        if (command is null)
        {
            PrintAll(commands, terminal);
        }
        else
        {
            PrintOne(commands, command, terminal);
        }
    }

    /// <summary>An option as it is typed, such as <c>-p, --project DIR</c>.</summary>
    public static string SpellingOf(Option option)
    {
        var aliases = option.Aliases.Where(alias => alias != "-?").Append(option.Name);
        var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? "VALUE"}";
        return string.Join(", ", aliases) + value;
    }

    /// <summary>What an option does, and what it is when it is not given.</summary>
    public static string MeaningOf(Option option) => option.HasDefaultValue && option.ValueType != typeof(bool)
        ? $"{option.Description} Default: {DefaultOf(option)}."
        : option.Description ?? "";

    /// <summary>A command as it is called, with its arguments.</summary>
    public static string CallOf(WeirCommand command) => $"{command.FullName} {command.Synopsis}".TrimEnd();

    /// <summary>Lists the commands that begin with one word.</summary>
    public static void PrintGroup(CommandTree commands, IReadOnlyList<WeirCommand> group, Terminal terminal)
    {
        var (to, ink) = (terminal.Out, terminal.Ink);
        to.WriteLine($"{ink.Bold("Usage")}  weir {group[0].Group} COMMAND [options]");
        to.WriteLine();
        PrintCommands(group, group.Max(command => CallOf(command).Length), terminal);
        to.WriteLine();
        PrintOptions(ink.Bold("Everywhere"), commands.Root.Options, terminal);
    }

    private static void PrintAll(CommandTree commands, Terminal terminal)
    {
        var (to, ink) = (terminal.Out, terminal.Ink);
        to.WriteLine($"{ink.Bold("weir")}  {commands.Root.Description}");
        to.WriteLine();
        to.WriteLine($"{ink.Bold("Usage")}  weir COMMAND [options]");
        foreach (var group in commands.Groups)
        {
            to.WriteLine();
            to.WriteLine(ink.Bold(group.Heading));
            PrintCommands(group.Commands, commands.Commands.Max(command => CallOf(command).Length), terminal);
        }

        to.WriteLine();
        PrintOptions(ink.Bold("Everywhere"), commands.Root.Options, terminal, ("--version", "Shows the version."));
        to.WriteLine();
        to.WriteLine($"Start with {ink.Cyan("weir demo")}. {ink.Cyan("weir COMMAND --help")} shows examples.");
    }

    private static void PrintCommands(IEnumerable<WeirCommand> commands, int width, Terminal terminal)
    {
        foreach (var command in commands)
        {
            var call = CallOf(command);
            var typed = terminal.Ink.Cyan(command.FullName) + call[command.FullName.Length..].PadRight(width - command.FullName.Length);
            PrintPair(typed, width, command.Description ?? "", terminal);
        }
    }

    private static void PrintOne(CommandTree commands, WeirCommand command, Terminal terminal)
    {
        var (to, ink) = (terminal.Out, terminal.Ink);
        to.WriteLine($"{ink.Bold($"weir {command.FullName}")}  {command.Description}");
        to.WriteLine();
        to.WriteLine($"{ink.Bold("Usage")}  weir {CallOf(command)} [options]");
        if (command.Arguments.Count > 0)
        {
            to.WriteLine();
            to.WriteLine(ink.Bold("Arguments"));
            PrintPairs(command.Arguments.Select(argument => (argument.HelpName ?? argument.Name, argument.Description ?? "")), terminal);
        }

        if (command.Options.Count > 0)
        {
            to.WriteLine();
            PrintOptions(ink.Bold("Options"), command.Options, terminal);
        }

        to.WriteLine();
        PrintOptions(ink.Bold("Everywhere"), commands.Root.Options, terminal);
        if (command.Remarks is { } remarks)
        {
            to.WriteLine();
            foreach (var line in TextWidth.Wrap(remarks.ReplaceLineEndings(" "), terminal.Width))
            {
                to.WriteLine(line);
            }
        }

        if (command.Examples.Count > 0)
        {
            to.WriteLine();
            to.WriteLine(ink.Bold("Examples"));
            foreach (var example in command.Examples)
            {
                to.WriteLine($"  {ink.Dim($"# {example.Meaning}")}");
                to.WriteLine($"  {ink.Cyan(example.Call)}");
            }
        }
    }

    private static string DefaultOf(Option option) => option.GetDefaultValue() switch
    {
        "." => "the current folder",
        Enum value => value.ToString().ToLowerInvariant(),
        var value => value?.ToString() ?? "",
    };

    private static void PrintOptions(
        string heading, IEnumerable<Option> options, Terminal terminal, params ReadOnlySpan<(string, string)> more)
    {
        terminal.Out.WriteLine(heading);
        PrintPairs([.. options.Select(option => (SpellingOf(option), MeaningOf(option))), .. more], terminal);
    }

    private static void PrintPairs(IEnumerable<(string Name, string Meaning)> pairs, Terminal terminal)
    {
        var all = pairs.ToList();
        var width = all.Max(pair => pair.Name.Length);
        foreach (var (name, meaning) in all)
        {
            PrintPair(terminal.Ink.Cyan(name.PadRight(width)), width, meaning, terminal);
        }
    }

    /// <summary>The meaning stands beside the name, on as many lines as it takes; under it where there is little room.</summary>
    private static void PrintPair(string name, int width, string meaning, Terminal terminal)
    {
        var beside = terminal.Width - width - 4 >= Narrowest;
        var margin = new string(' ', beside ? width + 4 : 6);
        var lines = TextWidth.Wrap(meaning, Math.Max(Narrowest, terminal.Width - margin.Length)).ToList();
        terminal.Out.WriteLine(beside ? $"  {name}  {lines.FirstOrDefault("")}".TrimEnd() : $"  {name}".TrimEnd());
        foreach (var line in beside ? lines.Skip(1) : lines)
        {
            terminal.Out.WriteLine(margin + line);
        }
    }
}
