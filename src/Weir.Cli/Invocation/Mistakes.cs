using System.CommandLine;
using System.CommandLine.Parsing;

using Weir.Failures;
using Weir.Project;

namespace Weir.Cli.Invocation;

/// <summary>Says what is wrong with a call.</summary>
internal static class Mistakes
{
    private const string Code = "WEIR1001";

    /// <summary>The first mistake; none when the call can be run.</summary>
    public static Failure? In(ParseResult call, CommandTree commands, CommonOptions common)
    {
        if (call.CommandResult.Command is not WeirCommand command)
        {
            return commands.Of(call.CommandResult.Command) is { Count: > 0 } group
                ? OfGroup(call, group)
                : OfRoot(call, commands, common);
        }

        var help = $"'weir {command.FullName} --help' shows what it takes.";
        var stray = TakenForOption(call)
            ?? (call.UnmatchedTokens is [var first, ..] ? first : null);
        if (stray is not null)
        {
            return stray.StartsWith('-')
                ? Option(stray, $"'weir {command.FullName}'", OptionsOf(command, commands), help)
                : new Failure(Code, $"'weir {command.FullName}' does not know what to do with '{stray}'.", help);
        }

        return call.Errors is [var error, ..] ? OfError(error, command, help)
            : common.IsProjectAlone(call) && !command.TakesProjectAlone ? NeedsValue(common.Project, help)
            : null;
    }

    /// <summary>The first token that looks like an option and is none. After <c>--</c> nothing is an option.</summary>
    private static string? TakenForOption(ParseResult call) =>
        call.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : call.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens.Select(token => token.Value))
                .Concat(call.UnmatchedTokens)
                .FirstOrDefault(token => token is ['-', _, ..]);

    private static Failure OfGroup(ParseResult call, IReadOnlyList<WeirCommand> group)
    {
        var word = group[0].Group;
        var names = string.Join(", ", group.Select(command => command.Name));
        return call.UnmatchedTokens is [var stray, ..]
            ? new Failure(
                Code, $"There is no command '{word} {stray}'.", Meant(stray, group.Select(command => command.Name), $"There is {names}."))
            : new Failure(Code, $"'weir {word}' needs one word more.", $"One of {names}: 'weir {word} {group[0].Name} --help' shows one.");
    }

    private static Failure OfRoot(ParseResult call, CommandTree commands, CommonOptions common) => call.UnmatchedTokens is [var stray, ..]
        ? stray.StartsWith('-')
            ? Option(stray, "'weir'", commands.Root.Options.SelectMany(NamesOf).Append("--version"), "'weir --help' shows the options.")
            : new Failure(
                Code,
                $"There is no command '{stray}'.",
                Meant(stray, commands.Root.Subcommands.Select(command => command.Name), "'weir --help' lists the commands."))
        : common.IsProjectAlone(call) ? NeedsValue(common.Project, "'weir --help' shows the options.")
        : call.Errors.Select(error => error.SymbolResult).OfType<OptionResult>().FirstOrDefault(option => option.Tokens.Count == 0) is { } unsaid
            ? NeedsValue(unsaid.Option, "'weir --help' shows the options.")
            : new Failure(Code, "The call names no command.", "'weir --help' lists the commands.");

    private static Failure NeedsValue(Option option, string help) =>
        new(Code, $"The option {option.Name} needs a value: {option.Name} {option.HelpName}.", help);

    private static Failure OfError(ParseError error, WeirCommand command, string help) => error.SymbolResult switch
    {
        ArgumentResult missing when missing.Tokens.Count < missing.Argument.Arity.MinimumNumberOfValues => new Failure(
            Code, $"'weir {command.FullName}' needs {missing.Argument.HelpName ?? missing.Argument.Name}.", $"weir {command.FullName} {command.Synopsis}"),
        OptionResult { Tokens.Count: 0 } option => NeedsValue(option.Option, help),
        _ => new Failure(Code, error.Message, help),
    };

    private static Failure Option(string stray, string of, IEnumerable<string> known, string help)
    {
        var name = stray.Split('=')[0];
        return new Failure(Code, $"{of} has no option '{name}'.", Meant(name, known, help));
    }

    private static string Meant(string word, IEnumerable<string> known, string otherwise) =>
        Nearest.To(word, known) is { } nearest ? $"Did you mean '{nearest}'?" : otherwise;

    private static IEnumerable<string> OptionsOf(WeirCommand command, CommandTree commands) =>
        command.Options.Concat(commands.Root.Options).SelectMany(NamesOf).Where(name => name.StartsWith("--", StringComparison.Ordinal));

    private static IEnumerable<string> NamesOf(Option option) => option.Aliases.Prepend(option.Name);
}
