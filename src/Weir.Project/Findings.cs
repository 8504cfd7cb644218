using Weir.Failures;

namespace Weir.Project;

/// <summary>The mistakes found in a project so far. Reading goes on after each, so that all are reported at once.</summary>
internal sealed class Findings
{
    private readonly HashSet<Diagnostic> _found = [];

    /// <summary>Notes a mistake. The same one at the same place counts once.</summary>
    public void Add(Place place, string code, string message, string? hint = null) =>
        _found.Add(new Diagnostic(place.File, place.Line, place.Column, new Failure(code, message, hint)));

    /// <summary>The mistakes in reading order: <paramref name="first"/>, then the other files by name.</summary>
    public IReadOnlyList<Diagnostic> InOrder(string first) =>
    [
        .. _found
            .OrderBy(d => d.File != first)
            .ThenBy(d => d.File, StringComparer.Ordinal)
            .ThenBy(d => d.Line)
            .ThenBy(d => d.Column)
            .ThenBy(d => d.Failure.Code, StringComparer.Ordinal),
    ];
}
