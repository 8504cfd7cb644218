using System.Text.Json.Serialization;

namespace Weir.Local.Checks;

/// <summary>How samples are written.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class TestResultJson : JsonSerializerContext;
