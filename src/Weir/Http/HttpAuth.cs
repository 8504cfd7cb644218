using Weir.Templates;

namespace Weir.Http;

/// <summary>Who makes a request. A closed family.</summary>
public abstract record HttpAuth
{
    private HttpAuth()
    {
    }

    /// <summary>A user and a password.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Password">The password.</param>
    public sealed record Basic(Template User, Template Password) : HttpAuth;

    /// <summary>A token.</summary>
    /// <param name="Token">The token.</param>
    public sealed record Bearer(Template Token) : HttpAuth;
}
