using System.CommandLine;

namespace Weir.Cli.Invocation;

/// <summary>All commands, under the headings that the help shows.</summary>
internal sealed class CommandTree
{
    public CommandTree(CommonOptions common, IReadOnlyList<CommandGroup> groups)
    {
        Groups = groups;
        Root = new RootCommand("Event-driven data pipelines: from a file landing to warehouse rows, exactly once.");
        Root.Options.Clear();
        Root.Directives.Clear();
        Root.Options.Add(common.Project);
        Root.Options.Add(common.Environment);
        Root.Options.Add(common.Help);
        foreach (var command in groups.SelectMany(group => group.Commands))
        {
            var parent = command.Group is { } group ? GroupOf(group) : Root;
            parent.Subcommands.Add(command);
            if (parent is WeirCommand)
            {
                // It may be called by itself: without an action, its parser wants a command behind it.
                parent.SetAction(static _ => ExitCodes.Fine);
            }
        }
    }

    public RootCommand Root { get; }

    public IReadOnlyList<CommandGroup> Groups { get; }

    public IEnumerable<WeirCommand> Commands => Groups.SelectMany(group => group.Commands);

    /// <summary>The commands of a word that goes before them; none when the word is none such.</summary>
    public IReadOnlyList<WeirCommand> Of(Command group) => [.. Commands.Where(command => command.Group is { } word && word == group.Name)];

    private Command GroupOf(string word)
    {
        var group = Root.Subcommands.FirstOrDefault(command => command.Name == word);
        if (group is null)
        {
            group = new Command(word);

            // Both are said: 'weir secret list' and 'weir secrets list'.
            group.Aliases.Add(word + "s");
            Root.Subcommands.Add(group);
        }

        return group;
    }
}
