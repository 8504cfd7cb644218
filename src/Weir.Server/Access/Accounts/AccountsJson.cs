using System.Text.Json.Serialization;

using Weir.Server.Operations;

namespace Weir.Server.Access.Accounts;

/// <summary>How users, tokens and the audit log look on the wire and behind <c>--json</c>. People's scripts read this: names only ever get added.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Default)]
[JsonSerializable(typeof(MadeToken))]
[JsonSerializable(typeof(MadePair))]
[JsonSerializable(typeof(SignInPlace))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(ListedUser))]
[JsonSerializable(typeof(ListedToken))]
[JsonSerializable(typeof(ListedAudit))]
[JsonSerializable(typeof(Page<ListedUser>))]
[JsonSerializable(typeof(Page<ListedToken>))]
[JsonSerializable(typeof(Page<ListedAudit>))]
internal sealed partial class AccountsJson : JsonSerializerContext;
