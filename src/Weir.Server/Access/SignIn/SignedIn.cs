namespace Weir.Server.Access.SignIn;

/// <summary>Says that a browser's session let a request in; among the features of its <c>HttpContext</c>.</summary>
/// <param name="Shown">What the browser shows.</param>
internal sealed record SignedIn(string Shown)
{
    /// <summary>Never what is shown.</summary>
    public override string ToString() => "a session";
}
