namespace Weir.Testing;

/// <summary>An object that is there, or is not.</summary>
/// <param name="Line">Where it stands in its file.</param>
/// <param name="Name"><c>bucket/key</c>.</param>
/// <param name="Content">What it must hold. None when anything will do.</param>
/// <param name="IsAbsent">Whether there must be no such object.</param>
public sealed record ExpectedObject(int Line, string Name, TestContent? Content, bool IsAbsent);
