namespace Weir.Failures;

/// <summary>A mistake at a place in a user's file.</summary>
/// <param name="File">The file, relative to the project's folder.</param>
/// <param name="Line">Counted from one.</param>
/// <param name="Column">Counted from one, in characters.</param>
/// <param name="Failure">What is wrong there, and the fix.</param>
public sealed record Diagnostic(string File, int Line, int Column, Failure Failure)
{
    /// <summary>Whether the line may hold a password, and is not to be shown. False by default.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The place and the mistake on one line: <c>weir.yaml:3:5: WEIR2003 message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Failure.Code} {Failure.Message}";
}
