using System.Text.Json;
using System.Text.Json.Serialization;

namespace Weir.Local.Revisions;

/// <summary>How the files of a revision are written down. Changing this is a migration.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<KeptFile>))]
internal sealed partial class RevisionJson : JsonSerializerContext;
