namespace Weir.Engine.Functions;

/// <summary>A line that code of the user's wrote.</summary>
/// <param name="Text">The line, without its end.</param>
/// <param name="WrittenAt">When it was written, to a tenth of a second: the same for everybody who reads it.</param>
internal readonly record struct LiveLine(string Text, DateTimeOffset WrittenAt);
