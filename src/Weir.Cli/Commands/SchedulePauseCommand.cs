using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir schedules pause|resume NAME</c>.</summary>
internal sealed class SchedulePauseCommand : OperationsCommand
{
    private readonly bool _pauses;

    private readonly Argument<string> _name = new("name") { Description = "The pipeline or reconciliation whose schedules are meant.", HelpName = "NAME" };

    private SchedulePauseCommand(string word, bool pauses, string description, Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base(word, description, terminal, common, access)
    {
        _pauses = pauses;
        Group = "schedules";
        Synopsis = "NAME";
        Arguments.Add(_name);
        Options.Add(common.Json);
    }

    /// <summary>Both of them.</summary>
    public static IEnumerable<SchedulePauseCommand> Both(Terminal terminal, CommonOptions common, EnvironmentAccess access) =>
    [
        new("pause", pauses: true, "Has the schedules of a pipeline or reconciliation start nothing until they are resumed.", terminal, common, access)
        {
            Remarks = "It stays so over restarts. Runs that go on are not ended, and other triggers start new ones as before.",
            Examples = [new("weir schedules pause nightly", "and go on later with 'weir schedules resume'")],
        },
        new("resume", pauses: false, "Has paused schedules go on, with the times that come: those meanwhile are left out.", terminal, common, access)
        {
            Examples = [new("weir schedules resume nightly", "after 'weir schedules pause'")],
        },
    ];

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var schedules = await opened.Operations.PauseSchedulesAsync(new SchedulePause(call.GetRequiredValue(_name), _pauses), cancellationToken);
        ScheduleGrid.Print(Terminal, schedules, call.GetValue(Common.Json), "");
        return ExitCodes.Fine;
    }
}
