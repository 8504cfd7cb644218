using Weir.Failures;

namespace Weir.Cli.Rendering;

/// <summary>A mistake in a project, as programs read it.</summary>
internal sealed record Mistake(string File, int Line, int Column, string Code, string Message, string? Hint)
{
    public static Mistake Of(Diagnostic diagnostic) => new(
        diagnostic.File, diagnostic.Line, diagnostic.Column, diagnostic.Failure.Code, diagnostic.Failure.Message, diagnostic.Failure.Hint);
}
