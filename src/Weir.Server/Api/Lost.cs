using Weir.Failures;

namespace Weir.Server.Api;

/// <summary>The failure of a call whose server went away.</summary>
internal static class Lost
{
    public static UnavailableException Connection(Exception? error) => new(
        new Failure(
            "WEIR7001",
            "The running weir went away before it had answered.",
            "What it had acknowledged is safe. Make the same call again: the same content is never loaded twice."),
        error);
}
