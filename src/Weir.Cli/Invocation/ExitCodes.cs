using Weir.Failures;

namespace Weir.Cli.Invocation;

/// <summary>What the process says when it ends.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>Something failed that may be no fault of the caller's.</summary>
    public const int Failed = 1;

    /// <summary>The call or the project is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>Stopped by Ctrl-C, as shells say it.</summary>
    public const int Interrupted = 130;

    /// <summary>Each of them, for people.</summary>
    public static IReadOnlyList<ExitCode> All { get; } =
    [
        new(Fine, "It is done. Ctrl-C on `weir up` ends with this too."),
        new(Failed, "Something failed; the same call may work later. `weir up --exit-when-idle`: a file or a run failed."),
        new(Wrong, "The call or the project is wrong; the message says where, and the hint what to do."),
        new(Interrupted, "Ctrl-C or SIGTERM ended a command other than `weir up`."),
    ];

    public static int Of(WeirException error) => error.IsTransient ? Failed : Wrong;
}
