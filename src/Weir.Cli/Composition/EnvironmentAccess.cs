using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Project;
using Weir.Server.Access.Accounts;
using Weir.Server.Api;
using Weir.Server.Operations;

namespace Weir.Cli.Composition;

/// <summary>Gets at an environment: through the <c>weir up</c> that has it open, or by opening it.</summary>
/// <param name="masks">Learns the secrets that this process sees.</param>
/// <param name="time">The clock.</param>
internal sealed class EnvironmentAccess(Masks masks, TimeProvider time)
{
    /// <summary>How long another short command may have it open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How often to look whether whoever has it open answers by now.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    /// <exception cref="WrongProjectException">The project has mistakes.</exception>
    /// <exception cref="RefusedException">WEIR4005: another process has it open and does not answer.</exception>
    public async Task<OpenedEnvironment> OpenAsync(ProjectPlace place, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (await ConnectAsync(place, cancellationToken) is { } remote)
            {
                return new OpenedEnvironment(remote, remote.Runs, remote.Tables, remote.Accounts, isServed: true);
            }

            try
            {
                var session = await EnvironmentSession.OpenAsync(place, Turn, masks, time, cancellationToken);
                return new OpenedEnvironment(session.Operate(place, time), session.Runs, session.TablesAt(time), session.AccountsOf(Actor.Owner, time), isServed: false, session);
            }
            catch (RefusedException held) when (held.Failure.Code == "WEIR4005" && time.GetElapsedTime(start) < Patience)
            {
                // Another command has it for a moment, or a `weir up` is about to listen.
            }
        }
    }

    /// <summary>What to tell when a running <c>weir up</c> has another revision of the project than its folder; none when it has that one.</summary>
    public static async Task<Failure?> DifferenceAsync(ProjectPlace place, IOperations running, CancellationToken cancellationToken) =>
        await running.StatusAsync(cancellationToken) is var status
        && ProjectReader.RevisionOf(place.Folder) is { } revision
        && revision != status.Revision
            ? new Failure(
                "WEIR4007",
                $"The project was changed: the running 'weir up' (process {status.ProcessId}) works with revision {status.Revision}, the folder has {revision}.",
                "Stop it and start it again to take the change; the code of a function alone is taken by 'weir function build', too.")
            : null;

    /// <summary>The <c>weir up</c> that has the environment open; none when there is none.</summary>
    public static async Task<RemoteOperations?> ConnectAsync(ProjectPlace place, CancellationToken cancellationToken) =>
        SocketPath.Find(place.EnvironmentFolder) is { } socket
            ? await RemoteOperations.ConnectAsync(socket, cancellationToken)
            : null;
}
