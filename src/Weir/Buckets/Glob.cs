namespace Weir.Buckets;

/// <summary>Matches keys against a glob, in time that grows with the key's length alone, whatever the glob.</summary>
/// <remarks>
/// Not a <c>Regex</c>: one that cannot be made to run for ever costs 240 KB each and 50 ms at the first use. Most globs are
/// a prefix, one wildcard and a suffix, and need two comparisons; any other one runs as a small automaton.
/// </remarks>
internal sealed class Glob
{
    private readonly string _prefix;
    private readonly string _suffix;
    private readonly GlobProgram? _program;
    private readonly bool _withinSegment;

    private Glob(string prefix, string suffix, bool withinSegment, GlobProgram? program)
    {
        _prefix = prefix;
        _suffix = suffix;
        _withinSegment = withinSegment;
        _program = program;
    }

    /// <param name="text">The glob.</param>
    /// <param name="mistake">Why it is none, as the end of a sentence that begins with the glob; empty otherwise.</param>
    /// <returns>Null, with the mistake, when the glob is not well formed.</returns>
    public static Glob? Parse(string text, out string mistake)
    {
        var program = GlobProgram.Of(text, out mistake);
        if (program is null)
        {
            return null;
        }

        var first = text.AsSpan().IndexOfAny(GlobProgram.Wildcards);
        if (first < 0)
        {
            return new Glob(text, "", withinSegment: false, program);
        }

        var last = text.AsSpan().LastIndexOfAny(GlobProgram.Wildcards);
        var (prefix, wild, suffix) = (text[..first], text[first..(last + 1)], text[(last + 1)..]);
        var spansSegments = wild is "**" && suffix is not ['/', ..];
        var isSimple = wild is "*" || spansSegments;

        // '**/' also stands for nothing, and then the slash is not there.
        var sure = text[last] == '*' ? suffix.TrimStart('/') : suffix;
        return new Glob(prefix, isSimple ? suffix : sure, wild is "*", isSimple ? null : program);
    }

    /// <summary>Whether the glob means this key.</summary>
    public bool IsMatch(string key)
    {
        if (!key.StartsWith(_prefix, StringComparison.Ordinal) || !key.EndsWith(_suffix, StringComparison.Ordinal))
        {
            return false;
        }

        if (_program is not null)
        {
            return _program.IsMatch(key);
        }

        var between = key.Length - _prefix.Length - _suffix.Length;
        return between >= 0 && (!_withinSegment || !key.AsSpan(_prefix.Length, between).Contains('/'));
    }
}
