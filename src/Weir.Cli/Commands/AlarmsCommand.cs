using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir alarms</c>.</summary>
internal sealed class AlarmsCommand : OperationsCommand
{
    public AlarmsCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("alarms", "Lists the project's alarms, and what is found now of what they watch.", terminal, common, access)
    {
        Remarks = "'weir up' looks at them every ten seconds, and tells when one begins to fire and when it is well again. Ends with 1 when one fires.";
        Examples = [new("weir alarms", "which fire, since when, and how far off the others are"), new("weir alarms --json", "for programs")];
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var alarms = await opened.Operations.ListAlarmsAsync(cancellationToken);
        Listing.Print(
            Terminal,
            alarms,
            call.GetValue(Common.Json),
            OperationsJson.Default.ListedAlarm,
            "The project has no alarms; declare them under 'alarms'.",
            [
                new("alarm", a => a.Alarm, Role: ColumnRole.Yields),
                new("state", a => new Cell(a.State, ToneOf(a.State))),
                new("since", a => new Cell(a.Since is { } since ? Quantity.Time(since, Terminal) : "", Tone.Quiet)),
                new("metric", a => a.Metric),
                new("now", a => a.Value, AlignsRight: true),
                new("limit", a => a.Limit, AlignsRight: true),
            ]);
        return alarms.Any(alarm => alarm.State == "firing") ? ExitCodes.Failed : ExitCodes.Fine;
    }

    private static Tone ToneOf(string state) => state switch
    {
        "firing" => Tone.Bad,
        "well" => Tone.Good,
        _ => Tone.Quiet,
    };
}
