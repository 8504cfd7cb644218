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

    public static int Of(WeirException error) => error.IsTransient ? Failed : Wrong;
}
