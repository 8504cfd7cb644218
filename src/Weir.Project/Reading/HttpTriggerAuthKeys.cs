using Weir.Http;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>How senders of requests show who they are.</summary>
internal static class HttpTriggerAuthKeys
{
    private static readonly ScalarShape<string> SecretName = Names.Shape("a secret", Names.AnyCase, "WEIR2203");

    private static readonly Key<string> Bearer = new("bearer", "They send this secret: `Authorization: Bearer …`.", SecretName) { Example = "orders-token" };

    private static readonly Key<string> GitHub = new("github", "They sign the body with this secret, as GitHub does: `X-Hub-Signature-256`.", SecretName);

    private static readonly Key<string> Slack = new(
        "slack", "They sign the time and the body with this secret, as Slack does: `X-Slack-Signature`. Requests that are five minutes old are refused.", SecretName);

    private static readonly RecordShape<RequestAuth> Map = new([Bearer, GitHub, Slack], (fields, _) =>
        fields.TryGet(Bearer, out var token) ? new RequestAuth.Bearer(token)
        : fields.TryGet(GitHub, out var github) ? new RequestAuth.GitHub(github)
        : new RequestAuth.Slack(fields.Get(Slack)))
    {
        ExactlyOneOf = [Bearer, GitHub, Slack],
    };

    /// <summary>The key.</summary>
    public static Key<RequestAuth> Key { get; } = new(
        "auth",
        "How senders show who they are: the kind, and the name of a secret. `none` says that they need not, also where other machines can reach it.",
        new EitherShape<RequestAuth>(Scalars.Choice(new Dictionary<string, RequestAuth> { ["none"] = new RequestAuth.None() }, []), Map))
    {
        Default = "nobody needs to, and only this machine is listened to",
        Example = "{ bearer: orders-token }",
    };
}
