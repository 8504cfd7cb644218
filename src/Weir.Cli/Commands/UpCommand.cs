using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Weir.Cli.Composition;
using Weir.Cli.Flow;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;
using Weir.Engine.Notifications;
using Weir.Failures;
using Weir.Http;

namespace Weir.Cli.Commands;

/// <summary><c>weir up</c>.</summary>
internal sealed class UpCommand : WeirCommand
{
    /// <summary>How long another short command may have the environment open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    private readonly Option<bool> _exitWhenIdle = new("--exit-when-idle")
    {
        Description = "Works off all that waits, then ends; with exit code 1 when something failed. Schedules do not fire, no requests are heard, and there is no dashboard.",
    };

    private readonly Option<ListenAddress?> _listen = new("--listen")
    {
        Description = "Where requests of triggers with 'http' are heard, such as 0.0.0.0:8080. Default: 'server: listen', else 127.0.0.1:7474.",
        HelpName = "ADDRESS:PORT",
        CustomParser = typed => Read(typed, "--listen"),
    };

    private readonly Option<ListenAddress?> _web = new("--web")
    {
        Description = "Where the dashboard and the API are. Default: 'server: web', else 127.0.0.1 at the port it had before, else 7475, else any.",
        HelpName = "ADDRESS:PORT",
        CustomParser = typed => Read(typed, "--web"),
    };

    private readonly Option<bool> _noWeb = new("--no-web")
    {
        Description = "Opens no dashboard and no API.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Prints every happening as a JSON object, on a line of its own.",
    };

    private readonly Option<int?> _s3Port = new("--s3-port")
    {
        Description = "The S3 endpoint's port on 127.0.0.1; 0 takes any that is free. By default the one it had before, else 9710, else any.",
        HelpName = "PORT",
        CustomParser = ParsePort,
    };

    private readonly Option<bool> _noS3 = new("--no-s3")
    {
        Description = "Opens no S3 endpoint.",
    };

    public UpCommand(Terminal terminal, CommonOptions common)
        : base("up", "Runs the project until Ctrl-C: what lands is carried through pipelines into tables.")
    {
        (_terminal, _common) = (terminal, common);
        Remarks =
            "Ctrl-C stops in order: what is under way is finished or taken back. A second Ctrl-C stops at once, which loses nothing\n"
            + "either.\n\n"
            + "Meanwhile the API is at /api/v1 of the address that is printed, for everybody who sends the token that stands in the section\n"
            + "[weir] of .weir/local/credentials.\n\n"
            + "And any S3 client can put files into the buckets: AWS_SHARED_CREDENTIALS_FILE=.weir/local/credentials is all that\n"
            + "awscli and boto3 need to know. Functions and shell steps know it by themselves, in their environment. With\n"
            + "--exit-when-idle the S3 endpoint is for them alone, unless --s3-port asks for one.";
        Examples =
        [
            new("weir up", "until Ctrl-C"),
            new("weir up --exit-when-idle", "works off what waits, for scripts and schedulers"),
            new("weir up --listen 127.0.0.1:8080", "hears requests on another port"),
            new("weir up --json | jq 'select(.event == \"loaded\")'", "for programs"),
        ];
        Options.Add(_exitWhenIdle);
        Options.Add(_json);
        Options.Add(_listen);
        Options.Add(_web);
        Options.Add(_noWeb);
        Options.Add(_s3Port);
        Options.Add(_noS3);
    }

    public override async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var (place, time) = (_common.PlaceOf(call), _terminal.Time);
        var doors = new FlowDoors(!call.GetValue(_exitWhenIdle), call.GetValue(_listen), S3Of(call), new WebChoice(!call.GetValue(_noWeb), call.GetValue(_web)));
        await RefuseSecondAsync(place, cancellationToken);
        var start = time.GetTimestamp();
        var totals = new FlowTotals();
        var json = call.GetValue(_json) ? new FlowJsonLines(_terminal) : null;
        IFlowObserver observer = json is null ? totals : new BothObservers(totals, json);

        using var status = new StatusLine(_terminal);
        using var showing = new CancellationTokenSource();
        var session = await EnvironmentSession.OpenAsync(place, Patience, _terminal.Masks, time, cancellationToken);
        Task screen;
        long standing;
        int refused;
        await using (var flow = await RunningFlow.StartAsync(session, place, doors, observer, time, cancellationToken))
        {
            standing = await flow.CountDeadLettersAsync(cancellationToken);
            if (json is null)
            {
                var stays = !call.GetValue(_exitWhenIdle);
                Banner.Print(_terminal, flow, place, time.GetElapsedTime(start), stays);
                if (stays)
                {
                    FlowSummary.PrintStanding(_terminal, standing);
                }

                screen = new FlowScreen(_terminal, status, totals, flow.CountWaitingAsync).ShowAsync(showing.Token);
            }
            else
            {
                json.Ready(flow.Session.Project, flow.Socket, flow.Address, flow.Web?.Address, flow.S3?.Endpoint);
                json.Stand(standing);
                screen = json.PrintAsync(showing.Token);
            }

            try
            {
                await WorkAsync(flow, call.GetValue(_exitWhenIdle), cancellationToken);
                refused = flow.CountRefused();
                standing = await flow.CountDeadLettersAsync(CancellationToken.None);
                json?.Stand(standing);
            }
            finally
            {
                await showing.CancelAsync();
                await screen;
            }
        }

        if (json is null)
        {
            FlowSummary.Print(_terminal, totals, time.GetElapsedTime(start), standing);
        }

        var isClean = totals.DeadLetters == 0 && totals.Sum.FailedFiles == 0 && refused == 0;
        return isClean || !call.GetValue(_exitWhenIdle) ? ExitCodes.Fine : ExitCodes.Failed;
    }

    private static int? ParsePort(ArgumentResult typed)
    {
        var text = typed.Tokens[^1].Value;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return port;
        }

        typed.AddError($"--s3-port takes a number from 0 to {ushort.MaxValue}, not '{text}'.");
        return null;
    }

    private S3Choice S3Of(ParseResult call)
    {
        var port = call.GetValue(_s3Port);
        var audience = call.GetValue(_noS3) ? S3Audience.Nobody
            : call.GetValue(_exitWhenIdle) && port is null ? S3Audience.OwnCode
            : S3Audience.Everybody;
        return new S3Choice(audience, port);
    }

    private static async Task WorkAsync(RunningFlow flow, bool exitWhenIdle, CancellationToken cancellationToken)
    {
        try
        {
            if (exitWhenIdle)
            {
                await flow.WhenIdleAsync(cancellationToken);
            }
            else
            {
                await flow.WhenFailedAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how this command ends.
        }
    }

    private static ListenAddress? Read(ArgumentResult result, string option)
    {
        if (ListenAddress.TryParse(result.Tokens[0].Value, out var address))
        {
            return address;
        }

        result.AddError($"{option} is '{result.Tokens[0].Value}', which is no address and port. {ListenAddress.Hint}");
        return null;
    }

    private static async Task RefuseSecondAsync(ProjectPlace place, CancellationToken cancellationToken)
    {
        if (await EnvironmentAccess.ConnectAsync(place, cancellationToken) is { } other)
        {
            await using (other)
            {
                var status = await other.StatusAsync(cancellationToken);
                throw new RefusedException(new Failure(
                    "WEIR4005",
                    $"A 'weir up' already runs this project: process {status.ProcessId}.",
                    "Use it: every other command talks to it. Or stop it first."));
            }
        }
    }
}
