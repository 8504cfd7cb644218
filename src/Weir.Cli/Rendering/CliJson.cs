using System.Text.Json.Serialization;

using Weir.Cli.Drawing;
using Weir.Cli.Scanning;
using Weir.Cli.Testing;

namespace Weir.Cli.Rendering;

/// <summary>How what only the command line prints looks as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FoundSecret))]
[JsonSerializable(typeof(ListedSecret))]
[JsonSerializable(typeof(Mistake))]
[JsonSerializable(typeof(ShownGraph))]
[JsonSerializable(typeof(TableSheet))]
[JsonSerializable(typeof(TestResult))]
internal sealed partial class CliJson : JsonSerializerContext;
