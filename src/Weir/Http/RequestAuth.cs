namespace Weir.Http;

/// <summary>How the senders of requests show who they are. A closed family.</summary>
public abstract record RequestAuth
{
    private RequestAuth()
    {
    }

    /// <summary>They need not, and that is said in so many words.</summary>
    public sealed record None : RequestAuth;

    /// <summary>They know something.</summary>
    /// <param name="Secret">What it is called.</param>
    public abstract record WithSecret(string Secret) : RequestAuth;

    /// <summary>They send the secret: <c>Authorization: Bearer …</c>.</summary>
    /// <param name="Secret">What it is called.</param>
    public sealed record Bearer(string Secret) : WithSecret(Secret);

    /// <summary>They sign the body with the secret, as GitHub does: <c>X-Hub-Signature-256</c>.</summary>
    /// <param name="Secret">What it is called.</param>
    public sealed record GitHub(string Secret) : WithSecret(Secret);

    /// <summary>They sign the time and the body with the secret, as Slack does: <c>X-Slack-Signature</c>.</summary>
    /// <param name="Secret">What it is called.</param>
    public sealed record Slack(string Secret) : WithSecret(Secret);
}
