using System.Text.RegularExpressions;

using Weir.Templates;

namespace Weir.Tests.Engine.Steps;

/// <summary>A template that knows <c>{{event.NAME}}</c> and nothing else.</summary>
internal sealed partial class PlainTemplate(string text) : Template
{
    public override string Text => text;

    public override string Render(IReadOnlyDictionary<string, object?> scope) => Names().Replace(
        text, match => ((IReadOnlyDictionary<string, object?>)scope["event"]!)[match.Groups[1].Value]!.ToString()!);

    [GeneratedRegex(@"\{\{event\.([a-z]+)\}\}")]
    private static partial Regex Names();
}
